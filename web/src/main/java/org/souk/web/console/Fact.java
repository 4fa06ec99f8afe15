package org.souk.web.console;

/**
 * One line of a detail page.
 *
 * @param detail what stands under the value in small print, may be empty
 */
public record Fact(String label, String value, String detail) {
    Fact(String label, String value) {
        this(label, value, "");
    }
}
