package org.souk.ejb.wiring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.submission.ContentCheck;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentException;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.InvalidCid;
import org.souk.ipfs.LimitExceeded;
import org.souk.runtime.module.ModuleInspector;

/** What the market asks of the content store. Content never changes, so a module is inspected once. */
final class StoredContent implements ContentCheck {
    private static final int REMEMBERED = 10_000;

    private final ContentStore content;
    private final long maxModuleBytes;
    private final Set<ContentId> goodModules =
            Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ContentId, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            }));

    StoredContent(ContentStore content, long maxModuleBytes) {
        this.content = content;
        this.maxModuleBytes = maxModuleBytes;
    }

    @Override
    public boolean isComplete(ContentId id) {
        try {
            return content.complete(parse("cid", id));
        } catch (ContentException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void checkModule(String field, ContentId module) {
        if (goodModules.contains(module)) {
            return;
        }
        Cid cid = parse(field, module);
        if (!isComplete(module)) {
            throw new InvalidRequest(field, module + " is not stored here: upload it first");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            content.copyTo(cid, bytes, maxModuleBytes);
        } catch (LimitExceeded e) {
            throw new InvalidRequest(field, "is larger than " + maxModuleBytes + " bytes");
        } catch (ContentException e) {
            throw new InvalidRequest(field, e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            ModuleInspector.inspect(bytes.toByteArray());
        } catch (org.souk.runtime.module.Refused e) {
            throw new InvalidRequest(field, e.getMessage());
        }
        goodModules.add(module);
    }

    private static Cid parse(String field, ContentId id) {
        try {
            return Cid.parse(id.value());
        } catch (InvalidCid e) {
            throw new InvalidRequest(field, "'" + id + "' is not a CID: " + e.getMessage());
        }
    }
}
