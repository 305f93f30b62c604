/* Any bytes as the parts of a Word document whose form is checked: its body,
 * styles, numbers, a footer and settings, each up to a 0x1E; what begins with
 * PK is taken for the whole package. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "gen/base/strbuf.h"
#include "gen/form/form.h"
#include "tests/fuzz/fuzz.h"

#define WML "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define KIND                                                                   \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define ROOT                                                                   \
    " xmlns:w=\"" WML "\" xmlns:r=\"" KIND                                     \
    "\" xmlns:v=\"urn:v\" xmlns:mc=\"urn:mc\""
#define RELATIONS                                                              \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"   \
    "relationships\">"
#define RELATION(id, kind, target)                                             \
    "<Relationship Id=\"" id "\" Type=\"" KIND "/" kind "\" Target=\"" target  \
    "\"/>"

enum { SEPARATOR = 0x1E };

static const char relations_of_package[] =
    RELATIONS RELATION("a", "officeDocument", "word/d.xml") "</Relationships>";
static const char relations_of_document[] =
    RELATIONS RELATION("s", "styles", "s.xml")
        RELATION("n", "numbering", "n.xml") RELATION("f", "footer", "f.xml")
            RELATION("t", "settings", "t.xml")
                RELATION("e", "footer", "f.xml") "</Relationships>";

static const struct {
    const char *name;
    const char *open;
    const char *close;
} parts[] = {
    {"word/d.xml", "<w:document" ROOT "><w:body>", "</w:body></w:document>"},
    {"word/s.xml", "<w:styles" ROOT ">", "</w:styles>"},
    {"word/n.xml", "<w:numbering" ROOT ">", "</w:numbering>"},
    {"word/f.xml", "<w:ftr" ROOT ">", "</w:ftr>"},
    {"word/t.xml", "<w:settings" ROOT ">", "</w:settings>"},
};

struct archive {
    struct strbuf bytes;
    struct strbuf directory;
    unsigned n_entries;
};

static void
add_number(struct strbuf *sb, unsigned long number, int n_bytes)
{
    for (int i = 0; i < n_bytes; i++) {
        strbuf_add_char(sb, (char)(number >> (8 * i) & 0xFF));
    }
}

/* What the local and the central header have in common; entries are stored. */
static void
add_header(struct strbuf *sb, struct str name, struct str bytes)
{
    unsigned long crc =
        crc32(0, (const unsigned char *)bytes.ptr, (unsigned)bytes.len);

    add_number(sb, 20, 2);
    add_number(sb, 0, 2);
    add_number(sb, 0, 2);
    add_number(sb, 0x00210000, 4);
    add_number(sb, crc, 4);
    add_number(sb, bytes.len, 4);
    add_number(sb, bytes.len, 4);
    add_number(sb, name.len, 2);
    add_number(sb, 0, 2);
}

static void
add_entry(struct archive *archive, const char *path, struct str bytes)
{
    struct str name = str_from(path);
    size_t offset = archive->bytes.len;

    add_number(&archive->bytes, 0x04034B50, 4);
    add_header(&archive->bytes, name, bytes);
    strbuf_add(&archive->bytes, name);
    strbuf_add(&archive->bytes, bytes);
    add_number(&archive->directory, 0x02014B50, 4);
    add_number(&archive->directory, 20, 2);
    add_header(&archive->directory, name, bytes);
    add_number(&archive->directory, 0, 2);
    add_number(&archive->directory, 0, 2);
    add_number(&archive->directory, 0, 2);
    add_number(&archive->directory, 0, 4);
    add_number(&archive->directory, offset, 4);
    strbuf_add(&archive->directory, name);
    archive->n_entries++;
}

static void
end_archive(struct archive *archive)
{
    size_t offset = archive->bytes.len;

    strbuf_add(&archive->bytes, strbuf_str(&archive->directory));
    add_number(&archive->bytes, 0x06054B50, 4);
    add_number(&archive->bytes, 0, 4);
    add_number(&archive->bytes, archive->n_entries, 2);
    add_number(&archive->bytes, archive->n_entries, 2);
    add_number(&archive->bytes, archive->directory.len, 4);
    add_number(&archive->bytes, offset, 4);
    add_number(&archive->bytes, 0, 2);
}

static void
pack(struct archive *archive, struct str input)
{
    add_entry(archive, "_rels/.rels", str_from(relations_of_package));
    add_entry(archive, "word/_rels/d.xml.rels",
              str_from(relations_of_document));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        static const char separator[] = {SEPARATOR};
        struct str text = str_split(&input, (struct str){separator, 1});
        struct strbuf xml = {0};

        strbuf_add_cstr(&xml, parts[i].open);
        strbuf_add(&xml, text);
        strbuf_add_cstr(&xml, parts[i].close);
        add_entry(archive, parts[i].name, strbuf_str(&xml));
        strbuf_clear(&xml);
    }
    end_archive(archive);
}

static void
check(struct str bytes)
{
    struct diags diags = {0};
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    char path[32];

    if (fd < 0 || write(fd, bytes.ptr, bytes.len) != (ssize_t)bytes.len) {
        abort();
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (!form_check(path, &diags) && diags.n_errors == 0) {
        abort();
    }
    diags_clear(&diags);
    close(fd);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str input = {(const char *)data, size};
    struct archive archive = {.n_entries = 0};

    if (str_starts_with(input, STR("PK"))) {
        check(input);
        return 0;
    }
    pack(&archive, input);
    check(strbuf_str(&archive.bytes));
    strbuf_clear(&archive.bytes);
    strbuf_clear(&archive.directory);
    return 0;
}
