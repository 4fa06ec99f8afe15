package org.souk.lab.exec;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of {@code --dir}. */
final class GuestDirectoryConverter implements ITypeConverter<GuestDirectory> {
    @Override
    public GuestDirectory convert(String value) {
        try {
            return GuestDirectory.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
