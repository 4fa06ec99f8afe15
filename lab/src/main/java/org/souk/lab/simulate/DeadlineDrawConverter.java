package org.souk.lab.simulate;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code SEED:LO:HI}. */
final class DeadlineDrawConverter implements ITypeConverter<DeadlineDraw> {
    @Override
    public DeadlineDraw convert(String text) {
        try {
            return DeadlineDraw.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
