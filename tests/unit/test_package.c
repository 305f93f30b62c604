#include "gen/opc/package.h"

#include <string.h>
#include <sys/stat.h>

#include "gen/opc/zipout.h"
#include "tests/unit/temp.h"
#include "tests/unit/unit.h"

static const char rels[] =
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
    "relationships'>"
    "<Relationship Id='r1' Type='http://purl.oclc.org/ooxml/officeDocument/"
    "relationships/officeDocument' Target='xl\\.\\Book.xml'/>"
    "<Relationship Id='r2' Type='u/hyperlink' Target='http://a/b'"
    " TargetMode='External'/></Relationships>";

static const char types[] =
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/"
    "content-types'><Default Extension='XML' ContentType='application/xml'/>"
    "<Override PartName='/xl/BOOK.xml' ContentType='book'/></Types>";

static void
write_sample(const char *path)
{
    struct zipout *zip = zipout_new(path);
    struct diags diags = {0};
    char zeros[1000] = {0};

    zipout_add(zip, STR("xl/book.xml"), STR("<book/>"));
    zipout_add(zip, STR("_rels/.rels"), str_from(rels));
    zipout_add(zip, STR("[Content_Types].xml"), str_from(types));
    zipout_add(zip, STR("folder/"), STR(""));
    zipout_add(zip, STR("xl\\%E5%9B%BE.xml"), STR("0123456789"));
    zipout_add(zip, STR("zeros.bin"), (struct str){zeros, sizeof zeros});
    assert_true(zipout_close(zip, &diags));
    diags_clear(&diags);
}

static void
parts_are_found_however_their_names_are_written(void **state)
{
    static const struct {
        const char *name;
        const char *found; /* NULL: it is not */
    } cases[] = {
        {"/xl/book.xml", "/xl/book.xml"},
        {"xl/BOOK.xml", "/xl/book.xml"},
        {"\\xl\\book.xml", "/xl/book.xml"},
        {"/xl/图.xml", "/xl/%E5%9B%BE.xml"},
        {"/xl/%e5%9b%be.xml", "/xl/%E5%9B%BE.xml"},
        {"/folder/", NULL},
        {"/xl/none.xml", NULL},
        {"/../xl/book.xml", NULL},
        {"", NULL},
    };
    struct temp temp;
    struct diags diags = {0};
    struct package *package;

    (void)state;
    temp_init(&temp);
    write_sample(temp_path(&temp, "a.zip"));
    package = package_open(temp.path, NULL, &diags);
    assert_non_null(package);
    assert_int_equal(package_n_parts(package), 5);
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct str found = package_find(package, str_from(cases[i].name));

        assert_true(str_equals(found, str_from(cases[i].found)));
    }
    package_close(package);
    package_close(NULL);
    temp_clear(&temp);
}

static void
targets_resolve_against_their_source(void **state)
{
    static const struct {
        const char *base;
        const char *target;
        const char *name;
    } cases[] = {
        {"/", "xl/workbook.xml", "/xl/workbook.xml"},
        {"/xl/workbook.xml", "worksheets/sheet1.xml",
         "/xl/worksheets/sheet1.xml"},
        {"/xl/workbook.xml", "/xl/styles.xml", "/xl/styles.xml"},
        {"/xl/workbook.xml", "../xl/./styles.xml", "/xl/styles.xml"},
        {"/xl/a/b.xml", "../../../../c.xml", "/c.xml"},
        {"/xl/workbook.xml", "sheets\\1.xml", "/xl/sheets/1.xml"},
        {"/xl/workbook.xml", "%E5%9B%BE%201.xml#A1", "/xl/图 1.xml"},
        {"/xl/workbook.xml", "a%2Fb%zz%00", "/xl/a%2Fb%zz%00"},
        {"/xl/workbook.xml", "", "/xl"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct str name = part_resolve(&arena, str_from(cases[i].base),
                                       str_from(cases[i].target));

        assert_string_equal(name.ptr, cases[i].name);
    }
    arena_clear(&arena);
}

static void
relations_and_content_types_are_read(void **state)
{
    struct temp temp;
    struct diags diags = {0};
    struct relations relations;
    const struct relation *book;
    struct package *package;

    (void)state;
    temp_init(&temp);
    write_sample(temp_path(&temp, "a.zip"));
    package = package_open(temp.path, NULL, &diags);
    assert_true(package_relations(package, STR("/"), &relations, &diags));
    assert_int_equal(relations.n_items, 2);
    book = relations_find(&relations, "officeDocument");
    assert_string_equal(book->target.ptr, "/xl/Book.xml");
    assert_null(relations_find(&relations, "hyperlink"));
    assert_true(relations_find_id(&relations, STR("r2"))->is_external);
    assert_true(
        str_is(package_content_type(package, book->target, &diags), "book"));
    assert_true(str_is(package_content_type(package, STR("/x.xml"), &diags),
                       "application/xml"));
    assert_null(package_content_type(package, STR("/xml"), &diags).ptr);
    assert_true(
        package_relations(package, STR("/xl/book.xml"), &relations, &diags));
    assert_int_equal(relations.n_items, 0);
    package_close(package);
    temp_clear(&temp);
}

static void
every_limit_holds_at_l_and_l_plus_one(void **state)
{
    static const struct {
        const char *what;
        struct package_limits limits;
        bool ok;
    } cases[] = {
        {"as many entries", {6, 1000, 1000, 200, 1000}, true},
        {"one entry more", {5, 1000, 1000, 200, 1000}, false},
        {"a byte more in a member", {6, 999, 1000, 200, 1000}, false},
        {"a byte more in all", {6, 1000, 999, 200, 1000}, false},
        {"ratio above its floor", {6, 1000, 1000, 5, 999}, false},
        {"ratio below its floor", {6, 1000, 1000, 5, 1000}, true},
        {"an honest ratio", {6, 1000, 1000, 200, 0}, true},
    };
    struct temp temp;

    (void)state;
    temp_init(&temp);
    write_sample(temp_path(&temp, "a.zip"));
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct diags diags = {0};
        struct arena arena = {0};
        struct package *package =
            package_open(temp.path, &cases[i].limits, &diags);
        struct str bytes;
        bool ok = package && package_read(package, STR("/zeros.bin"), &arena,
                                          &bytes, &diags);

        if (ok != cases[i].ok || diags.n_errors != !ok) {
            fail_msg("%s", cases[i].what);
        }
        package_close(package);
        arena_clear(&arena);
        diags_clear(&diags);
    }
    temp_clear(&temp);
}

/* Overwrites bytes at an offset behind every (or the last) find. */
static void
patch(struct strbuf *zip, struct str find, size_t behind, struct str bytes)
{
    size_t at = str_find(strbuf_str(zip), find, 0);

    assert_true(at != SIZE_MAX);
    for (; at != SIZE_MAX; at = str_find(strbuf_str(zip), find, at + 1)) {
        memcpy(zip->ptr + at + behind, bytes.ptr, bytes.len);
    }
}

static void
damage_and_tricks_are_reported(void **state)
{
    const struct {
        const char *what;
        struct str find;
        size_t behind;
        struct str bytes;
        const char *message; /* a piece of it */
    } cases[] = {
        {"wrong checksum", STR("PK\1\2"), 16, STR("\1\2\3\4"), "CRC"},
        {"fewer bytes declared", STR("PK\1\2"), 24, STR("\1\0\0\0"),
         "it declares"},
        {"more bytes declared", STR("PK\1\2"), 24, STR("\0\0\0\1"),
         "it declares"},
        {"encrypted", STR("PK\1\2"), 8, STR("\1\10"), "password"},
        {"unknown method", STR("PK\1\2"), 10, STR("\143\0"), "damaged"},
        {"same name twice", STR("xl/two.xml"), 3, STR("one"), "twice"},
        {"same name but for case", STR("xl/two.xml"), 3, STR("ONE"), "twice"},
        {"same name but for the slash", STR("xl/two.xml"), 2, STR("\\one"),
         "twice"},
        {"overlap", STR("PK\1\2"), 20, STR("\0\0\1\0"), "overlap"},
        {"local name of 64 KiB", STR("PK\3\4"), 26, STR("\377\377"), "damaged"},
        {"no end", STR("PK\5\6"), 0, STR("PKxx"), "its end is missing"},
        {"lying directory offset", STR("PK\5\6"), 16, STR("\377\377\377\0"),
         "damaged"},
        {"lying count", STR("PK\5\6"), 8, STR("\377\377\377\377"), ""},
    };
    struct temp temp;

    (void)state;
    temp_init(&temp);
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct zipout *zip = zipout_new(temp_path(&temp, "a.zip"));
        struct diags diags = {0};
        struct arena arena = {0};
        struct package *package;
        struct strbuf raw;
        struct str bytes;

        zipout_add(zip, STR("xl/one.xml"), STR("<one>11111111</one>"));
        zipout_add(zip, STR("xl/two.xml"), STR("<two/>"));
        assert_true(zipout_close(zip, &diags));
        raw = file_read(temp.path);
        patch(&raw, cases[i].find, cases[i].behind, cases[i].bytes);
        file_write(temp.path, strbuf_str(&raw));
        package = package_open(temp.path, NULL, &diags);
        if (package &&
            package_read(package, STR("/xl/one.xml"), &arena, &bytes, &diags)) {
            fail_msg("%s: accepted", cases[i].what);
        }
        assert_int_equal(diags.n_errors, 1);
        if (!strstr(diags.items[0].message, cases[i].message)) {
            fail_msg("%s: %s", cases[i].what, diags.items[0].message);
        }
        package_close(package);
        arena_clear(&arena);
        diags_clear(&diags);
        strbuf_clear(&raw);
    }
    temp_clear(&temp);
}

static void
bytes_before_the_archive_do_no_harm(void **state)
{
    struct temp temp;
    struct diags diags = {0};
    struct arena arena = {0};
    struct strbuf raw;
    struct strbuf longer = {0};
    struct package *package;
    struct str bytes;

    (void)state;
    temp_init(&temp);
    write_sample(temp_path(&temp, "a.zip"));
    raw = file_read(temp.path);
    strbuf_add_cstr(&longer, "#!/bin/sh\n");
    strbuf_add(&longer, strbuf_str(&raw));
    file_write(temp.path, strbuf_str(&longer));
    package = package_open(temp.path, NULL, &diags);
    assert_non_null(package);
    assert_true(
        package_read(package, STR("/xl/book.xml"), &arena, &bytes, &diags));
    assert_true(str_is(bytes, "<book/>"));
    package_close(package);
    arena_clear(&arena);
    strbuf_clear(&raw);
    strbuf_clear(&longer);
    temp_clear(&temp);
}

static void
a_folder_is_a_package_too(void **state)
{
    struct temp temp;
    struct diags diags = {0};
    struct arena arena = {0};
    struct package *package;
    struct str bytes;

    (void)state;
    temp_init(&temp);
    mkdir(temp_path(&temp, "word"), 0777);
    file_write(temp_path(&temp, "word/document.xml"), STR("<d/>"));
    file_write(temp_path(&temp, "[Content_Types].xml"), str_from(types));
    assert_int_equal(symlink("/etc/passwd", temp_path(&temp, "passwd")), 0);
    package = package_open(temp.folder, NULL, &diags);
    assert_non_null(package);
    assert_int_equal(package_n_parts(package), 2);
    assert_true(str_is(package_part_name(package, 0), "/[Content_Types].xml"));
    assert_true(package_read(package, STR("/WORD/document.xml"), &arena, &bytes,
                             &diags));
    assert_true(str_is(bytes, "<d/>"));
    assert_true(str_is(package_content_type(package, STR("/a.xml"), &diags),
                       "application/xml"));
    package_close(package);
    arena_clear(&arena);
    temp_clear(&temp);
}

static void
what_cannot_be_opened_is_said(void **state)
{
    struct temp temp;
    struct diags diags = {0};

    (void)state;
    temp_init(&temp);
    assert_null(package_open(temp_path(&temp, "none"), NULL, &diags));
    assert_string_equal(diags.items[0].message, "there is no such file");
    file_write(temp_path(&temp, "text.xlsx"), STR("a,b\n1,2\n"));
    assert_null(package_open(temp.path, NULL, &diags));
    file_write(temp_path(&temp, "empty.xlsx"), STR(""));
    assert_null(package_open(temp.path, NULL, &diags));
    assert_int_equal(diags.n_errors, 3);
    diags_clear(&diags);
    temp_clear(&temp);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_found_however_their_names_are_written),
        cmocka_unit_test(targets_resolve_against_their_source),
        cmocka_unit_test(relations_and_content_types_are_read),
        cmocka_unit_test(every_limit_holds_at_l_and_l_plus_one),
        cmocka_unit_test(damage_and_tricks_are_reported),
        cmocka_unit_test(bytes_before_the_archive_do_no_harm),
        cmocka_unit_test(a_folder_is_a_package_too),
        cmocka_unit_test(what_cannot_be_opened_is_said),
    };

    return cmocka_run_group_tests_name("package", tests, NULL, NULL);
}
