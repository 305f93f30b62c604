#include "gen/input/sniff.h"

#include <string.h>

#include "tests/unit/unit.h"

static void
number_le(char *p, uint32_t value, size_t n)
{
    for (size_t i = 0; i < n; i++, value >>= 8) {
        p[i] = (char)(value & 0xFF);
    }
}

/* An archive of empty members: enough to list. */
static void
add_zip(struct strbuf *sb, const char *names)
{
    struct str rest = str_from(names);
    char end[22] = "PK\x05\x06";
    size_t start;

    strbuf_add(sb, STR("PK\x03\x04 members"));
    start = sb->len;
    while (rest.len) {
        struct str name = str_split(&rest, STR("|"));
        char entry[46] = "PK\x01\x02";

        number_le(entry + 28, (uint32_t)name.len, 2);
        strbuf_add(sb, (struct str){entry, sizeof entry});
        strbuf_add(sb, name);
    }
    number_le(end + 12, (uint32_t)(sb->len - start), 4);
    strbuf_add(sb, (struct str){end, sizeof end});
}

static void
tells_archives_by_their_members(void **state)
{
    static const struct {
        const char *names;
        enum file_kind kind;
    } cases[] = {
        {"[Content_Types].xml|_rels/.rels|xl/workbook.xml", FILE_XLSX},
        {"_rels/.rels|other/book.xml", FILE_XLSX},
        {"[Content_Types].xml|xl/workbook.bin", FILE_XLSB},
        {"[Content_Types].xml|word/document.xml", FILE_DOCX},
        {"[Content_Types].xml|ppt/presentation.xml", FILE_PPTX},
        {"mimetype|META-INF/manifest.xml|content.xml", FILE_ODF},
        {"OFD.xml|Doc_0/Document.xml", FILE_OFD},
        {"统计.xlsx|说明.txt", FILE_ZIP},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf sb = {0};

        add_zip(&sb, cases[i].names);
        assert_int_equal(sniff_kind(strbuf_str(&sb)), cases[i].kind);
        strbuf_cut(&sb, sb.len - 22);
        assert_int_equal(sniff_kind(strbuf_str(&sb)), FILE_ZIP_CUT);
        strbuf_clear(&sb);
    }
}

/* A compound file whose directory is one sector with one entry. */
static void
tells_office_files_by_their_streams(void **state)
{
    static const struct {
        const char *stream;
        enum file_kind kind;
    } cases[] = {
        {"Workbook", FILE_XLS},
        {"Book", FILE_XLS},
        {"WordDocument", FILE_DOC},
        {"EncryptedPackage", FILE_ENCRYPTED},
        {"PowerPoint Document", FILE_OLE},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        char bytes[2048] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
        size_t len = strlen(cases[i].stream);

        number_le(bytes + 30, 9, 2);
        number_le(bytes + 48, 1, 4); /* directory at sector 1 */
        number_le(bytes + 76, 0, 4); /* FAT at sector 0 */
        memset(bytes + 512, 0xFF, 512);
        for (size_t k = 0; k < len; k++) {
            bytes[1024 + 128 + k * 2] = cases[i].stream[k];
        }
        number_le(bytes + 1024 + 128 + 64, (uint32_t)(len + 1) * 2, 2);
        assert_int_equal(sniff_kind((struct str){bytes, sizeof bytes}),
                         cases[i].kind);
        assert_int_equal(sniff_kind((struct str){bytes, 1024}), FILE_OLE_CUT);
        number_le(bytes + 512 + 4, 1, 4); /* a ring */
        assert_int_equal(sniff_kind((struct str){bytes, sizeof bytes}),
                         cases[i].kind);
    }
}

static void
tells_other_files_by_their_first_bytes(void **state)
{
    static const struct {
        struct str bytes;
        enum file_kind kind;
    } cases[] = {
        {BYTES(""), FILE_EMPTY},
        {BYTES("单位,数\n"), FILE_TEXT},
        {BYTES("\xEF\xBB\xBF"), FILE_EMPTY},
        {BYTES("\xFF\xFE"), FILE_EMPTY},
        {BYTES("\xFE\xFF"), FILE_EMPTY},
        {BYTES("\x84\x31\x95\x33\r\n"), FILE_EMPTY},
        {BYTES("\xEF\xBB\xBF\r\n \t\r\n"), FILE_EMPTY},
        {BYTES("\n"), FILE_EMPTY},
        {BYTES("\xEF\xBB\xBF\n1"), FILE_TEXT},
        {BYTES("\xFF\xFE"
               "a\0,\0b\0\n\0"),
         FILE_TEXT},
        {BYTES("<单位>,1"), FILE_TEXT},
        {BYTES("\r\n <TABLE border=1>"), FILE_HTML},
        {BYTES("\xEF\xBB\xBF<!DOCTYPE html><html>"), FILE_HTML},
        {BYTES("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"),
         FILE_HTML},
        {BYTES("\xFF\xFE<\0t\0a\0b\0l\0e\0>\0"), FILE_HTML},
        {BYTES("<?xml version=\"1.0\"?><html>"), FILE_HTML},
        {BYTES("<?xml version=\"1.0\"?>\n<?mso-application "
               "progid=\"Excel.Sheet\"?>"),
         FILE_SHEETML},
        {BYTES("<Workbook "
               "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
         FILE_SHEETML},
        {BYTES("<?xml version=\"1.0\"?>\n<office:document xmlns:office=\""
               "urn:oasis:names:tc:opendocument:xmlns:office:1.0\"><meta:x/>"),
         FILE_FODF},
        {BYTES("<?xml version=\"1.0\"?><a/>"), FILE_XML},
        {BYTES("%PDF-1.7"), FILE_PDF},
        {BYTES("\x89PNG\r\n"), FILE_IMAGE},
        {BYTES("\xFF\xD8\xFF\xE0"), FILE_IMAGE},
        {BYTES("Rar!\x1A\x07"), FILE_ARCHIVE},
        {BYTES("{\\rtf1\\ansi"), FILE_RTF},
        {BYTES("MIME-Version: 1.0\r\n"), FILE_MHTML},
        {BYTES("\x7F"
               "ELF\2\1\1\0\0\0\0\0\0\0\0\0"),
         FILE_BINARY},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        assert_int_equal(sniff_kind(cases[i].bytes), cases[i].kind);
    }
}

static void
says_what_a_file_is_and_what_to_do(void **state)
{
    (void)state;
    for (enum file_kind kind = FILE_EMPTY; kind <= FILE_BINARY; kind++) {
        struct diags diags = {0};

        assert_false(
            sniff_refuse(kind, (struct location){.path = "f"}, &diags));
        assert_int_equal(diags.n_errors, 1);
        assert_memory_equal(diags.items[0].message, "this ", 5);
        assert_non_null(diags.items[0].advice);
        diags_clear(&diags);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_archives_by_their_members),
        cmocka_unit_test(tells_office_files_by_their_streams),
        cmocka_unit_test(tells_other_files_by_their_first_bytes),
        cmocka_unit_test(says_what_a_file_is_and_what_to_do),
    };

    return cmocka_run_group_tests_name("sniff", tests, NULL, NULL);
}
