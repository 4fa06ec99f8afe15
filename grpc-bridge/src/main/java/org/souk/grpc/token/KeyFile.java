package org.souk.grpc.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.util.List;

/**
 * A JSON Web Key Set in a file that the authorization server replaces when its keys change. Read again whenever the file is
 * another one. Safe for use by many threads.
 */
public final class KeyFile implements JWKSource<SecurityContext> {
    private final Path file;
    private FileTime read;
    private JWKSet keys = new JWKSet();

    public KeyFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(read)) {
                keys = JWKSet.parse(Files.readString(file));
                read = changed;
            }
        } catch (IOException | ParseException e) {
            throw new KeySourceException("the key set in " + file + " cannot be read", e);
        }
        return selector.select(keys);
    }
}
