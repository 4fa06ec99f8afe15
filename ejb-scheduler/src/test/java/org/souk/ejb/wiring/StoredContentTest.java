package org.souk.ejb.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.MemoryBlockStore;

class StoredContentTest {
    private static final int MAX_MODULE = 1000;
    private final ContentStore content = new ContentStore(new MemoryBlockStore());
    private final StoredContent stored = new StoredContent(content, MAX_MODULE);

    @Test
    void contentIsCompleteOnceItIsAdded() throws IOException {
        ContentId id = add("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(stored.isComplete(id)).isTrue();
        assertThat(new StoredContent(new ContentStore(new MemoryBlockStore()), MAX_MODULE).isComplete(id))
                .isFalse();
    }

    @Test
    void whatIsNoCidIsRefusedByName() {
        assertThatThrownBy(() -> stored.checkModule("module", new ContentId("../../etc/passwd")))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("is not a CID");
    }

    @Test
    void whatIsNoModuleIsRefused() throws IOException {
        ContentId text = add("not wasm".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> stored.checkModule("module", text))
                .isInstanceOfSatisfying(
                        InvalidRequest.class, e -> assertThat(e.field()).isEqualTo("module"));
    }

    @Test
    void aModuleOverTheLimitIsRefusedUnread() throws IOException {
        ContentId large = add(new byte[MAX_MODULE + 1]);
        assertThatThrownBy(() -> stored.checkModule("module", large))
                .isInstanceOf(InvalidRequest.class)
                .hasMessage("is larger than 1000 bytes");
    }

    @Test
    void aModuleThatIsNotStoredIsToBeUploadedFirst() throws IOException {
        ContentId elsewhere = new ContentId(new ContentStore(new MemoryBlockStore())
                .add(new ByteArrayInputStream(new byte[] {1}))
                .toString());
        assertThatThrownBy(() -> stored.checkModule("module", elsewhere)).hasMessageContaining("upload it first");
    }

    private ContentId add(byte[] bytes) throws IOException {
        return new ContentId(content.add(new ByteArrayInputStream(bytes)).toString());
    }
}
