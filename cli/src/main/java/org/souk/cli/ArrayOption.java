package org.souk.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.souk.protocol.rest.ArrayBody;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code FROM-TO%ATONCE} or {@code FROM-TO}. */
final class ArrayOption implements ITypeConverter<ArrayBody> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,9})(?:%(\\d{1,9}))?");

    @Override
    public ArrayBody convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not FROM-TO or FROM-TO%ATONCE, such as 1-500%50");
        }
        return new ArrayBody(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                matcher.group(3) == null ? null : Integer.valueOf(matcher.group(3)));
    }
}
