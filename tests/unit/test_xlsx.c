#include "gen/input/xlsx.h"

#include <string.h>

#include "gen/opc/zipout.h"
#include "tests/unit/temp.h"
#include "tests/unit/unit.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006"
#define MAIN   "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS                                                                   \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"    \
    "relationships'>"

static const char strings[] =
    "<sst xmlns='" MAIN "' count='9' uniqueCount='1'><si><t>甲</t></si>"
    "<si><r><t>乙</t></r><r><rPr/><t xml:space='preserve'> 丙</t></r>"
    "<rPh sb='0' eb='1'><t>イ</t></rPh><phoneticPr fontId='1'/></si>"
    "<si/><si><t>a<![CDATA[&]]>_x000D_\n_x005F_x41_ _x0041_</t></si></sst>";

static const char styles[] =
    "<styleSheet xmlns='" MAIN "'><numFmts><numFmt numFmtId='14' "
    "formatCode='0.00'/><numFmt numFmtId='164' "
    "formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/></numFmts>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/>"
    "<xf numFmtId='57'/><xf numFmtId='46'/></cellXfs>"
    "<dxfs><dxf><numFmt numFmtId='57' formatCode='0'/></dxf></dxfs>"
    "</styleSheet>";

/* A workbook of up to two sheets; a sheet is what stands in <worksheet>. */
static void
write_book(const char *path, const char *properties, const char *first,
           const char *second)
{
    static const char head[] = "<worksheet xmlns='" MAIN "' xmlns:z='urn:z' "
                               "xmlns:mc='http://schemas.openxmlformats.org/"
                               "markup-compatibility/2006'>";
    struct zipout *zip = zipout_new(path);
    struct diags diags = {0};

    zipout_add(zip, STR("_rels/.rels"),
               STR(RELS "<Relationship Id='a' Type='" OFFICE
                        "/relationships/officeDocument' Target='x/Book.xml'/>"
                        "</Relationships>"));
    zipout_add(zip, STR("x/_rels/book.xml.rels"),
               STR(RELS "<Relationship Id='1' Type='" OFFICE
                        "/relationships/worksheet' Target='/x/1.xml'/>"
                        "<Relationship Id='2' Type='" OFFICE
                        "/relationships/worksheet' Target='../x/2.xml'/>"
                        "<Relationship Id='3' Type='" OFFICE
                        "/relationships/chartsheet' Target='3.xml'/>"
                        "<Relationship Id='4' Type='" OFFICE
                        "/relationships/styles' Target='st.xml'/>"
                        "</Relationships>"));
    zipout_begin(zip, STR("x/book.xml"));
    zipout_write(zip, STR("<x:workbook xmlns:x='" MAIN "' xmlns:q='" OFFICE
                          "/relationships'>"));
    zipout_write(zip, str_from(properties));
    zipout_write(zip, STR("<x:sheets><x:sheet name='图' q:id='3'/>"
                          "<x:sheet name='表' state='hidden' q:id='1'/>"));
    if (second) {
        zipout_write(zip, STR("<x:sheet name='二' q:id='2'/>"));
    }
    zipout_write(zip, STR("</x:sheets></x:workbook>"));
    zipout_add(zip, STR("x/sharedstrings.xml"), str_from(strings));
    zipout_add(zip, STR("x/st.xml"), str_from(styles));
    zipout_begin(zip, STR("x/1.xml"));
    zipout_write(zip, str_from(head));
    zipout_write(zip, str_from(first));
    zipout_write(zip, STR("</worksheet>"));
    if (second && *second) {
        zipout_begin(zip, STR("x/2.xml"));
        zipout_write(zip, str_from(head));
        zipout_write(zip, str_from(second));
        zipout_write(zip, STR("</worksheet>"));
    }
    assert_true(zipout_close(zip, &diags));
    diags_clear(&diags);
}

/* "A1=text B1#number ..."; the mark says the type. */
static void
print_sheet(struct strbuf *sb, const struct grid_sheet *sheet)
{
    static const char marks[] = "?=#&@%~!";

    for (size_t i = 0; i < sheet->n_rows; i++) {
        const struct grid_row *row = &sheet->rows[i];

        for (uint32_t n = 0; n < row->n_cells; n++) {
            const struct cell *cell = &row->cells[n];

            strbuf_add_cstr(sb, sb->len ? " " : "");
            location_add_cell(sb, row->row + 1, cell->col + 1);
            strbuf_add_char(sb, marks[cell->type]);
            strbuf_add(sb, cell->text);
        }
    }
}

static void
cells_say_what_they_hold(void **state)
{
    static const struct {
        const char *xml; /* in <sheetData> */
        const char *cells;
        size_t n_warnings;
    } cases[] = {
        {"<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v> 1 </v>"
         "</c><c r='C1' t='s'><v>2</v></c></row>",
         "A1=甲 B1=乙 丙", 0},
        {"<row><c t='s'><v>3</v></c></row>", "A1=a&\r\n_x41_ A", 0},
        {"<row><c t='s'><v>4</v></c><c t='s'><v>-1</v></c></row>",
         "A1!#REF! B1!#REF!", 1},
        {"<row><c><v>1.50</v></c><c t='n'><v></v></c><c/><c><v>1e3</v></c>"
         "</row>",
         "A1#1.5 D1#1000", 0},
        {"<row><c><v>NaN</v></c><c><v>甲</v></c></row>",
         "A1!#VALUE! B1!#VALUE!", 1},
        {"<row><c><v>110101199003070000</v></c></row>",
         "A1#1.1010119900307E+17", 1},
        {"<row><c t='b'><v>1</v></c><c t='b'><v>false</v></c><c t='e'>"
         "<v>#N/A</v></c></row>",
         "A1&TRUE B1&FALSE C1!#N/A", 0},
        {"<row><c t='str'><f>\"a\"</f><v>a</v></c><c><f>1+1</f></c><c><f>0</f>"
         "<v>0</v></c></row>",
         "A1=a C1#0", 1},
        {"<row><c t='str'><f>\"\"</f><v></v></c></row>", "", 0},
        {"<row><c><f>1+1</f><v/></c><c t='str'><f>1</f></c></row>", "", 1},
        {"<row><c t='inlineStr'><is><t>x</t><rPh><t>y</t></rPh></is></c><c "
         "t='inlineStr'><is><r><t>z</t></r></is><v>9</v></c></row>",
         "A1=x B1=z", 0},
        {"<row><c s='1'><v>1</v></c><c s='2'><v>45366</v></c><c s='3'>"
         "<v>45366.5</v></c><c s='4'><v>1.5</v></c><c s='99'><v>1</v></c>"
         "</row>",
         "A1#1 B1@2024-03-15 C1@2024-03-15T12:00:00 D1~36:00:00 "
         "E1#1",
         0},
        {"<row><c s='2'><v>0.25</v></c><c s='2'><v>-3</v></c><c s='2' t='s'>"
         "<v>0</v></c></row>",
         "A1%06:00:00 B1#-3 C1=甲", 1},
        {"<row><c t='d'><v>2024-03-15</v></c><c t='d'><v>2024-03-15T12:00:"
         "00.0Z</v></c><c t='d'><v>08:30:00</v></c><c t='d'><v>x</v></c></row>",
         "A1@2024-03-15 B1@2024-03-15T12:00:00 C1%08:30:00 D1=x", 0},
        {"<row><c t='str'><v>1</v><z:v>2</z:v><extLst><v>3</v></extLst></c>"
         "</row>",
         "A1=1", 0},
        {"<row><c><v>1<!-- -->2</v></c><mc:AlternateContent><mc:Choice "
         "Requires='z'><c><v>8</v></c></mc:Choice><mc:Fallback><c><v>3</v></c>"
         "</mc:Fallback></mc:AlternateContent></row>",
         "A1#12 B1#3", 0},
    };
    struct temp temp;

    (void)state;
    temp_init(&temp);
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf xml = {0};
        struct strbuf cells = {0};
        struct grid grid = {0};
        struct arena arena = {0};
        struct diags diags = {0};

        strbuf_addf(&xml, "<sheetData>%s</sheetData>", cases[i].xml);
        write_book(temp_path(&temp, "a.xlsx"), "", xml.ptr, NULL);
        assert_true(xlsx_read(&grid, temp.path, NULL, &arena, &diags));
        print_sheet(&cells, &grid.sheets[0]);
        assert_string_equal(cells.ptr ? cells.ptr : "", cases[i].cells);
        assert_int_equal(diags.n_warnings, cases[i].n_warnings);
        strbuf_clear(&xml);
        strbuf_clear(&cells);
        arena_clear(&arena);
        diags_clear(&diags);
    }
    temp_clear(&temp);
}

static void
cells_stand_where_they_say(void **state)
{
    static const struct {
        const char *xml;
        const char *cells;
        size_t n_warnings;
    } cases[] = {
        {"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
         "A1#1 B1#2 A2#3", 0},
        {"<row r='2'><c r='B2'><v>1</v></c><c><v>2</v></c><c r='e2'><v>3</v>"
         "</c></row><row><c><v>4</v></c></row>",
         "B2#1 C2#2 E2#3 A3#4", 0},
        {"<row r='3'><c r='B3'><v>1</v></c><c r='A3'><v>2</v></c></row>"
         "<row r='1'><c><v>3</v></c></row>",
         "A1#3 A3#2 B3#1", 0},
        {"<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>"
         "<row r='1'><c r='B1'><v>3</v></c><c r='A1'><v>4</v></c></row>",
         "A1#4 B1#3", 0},
        {"<row r='5'><c r='A9'><v>1</v></c><c><v>2</v></c></row>", "A9#1 B9#2",
         0},
        {"<row r='1048576'><c r='XFD1048576'><v>1</v></c><c><v>2</v></c></row>",
         "XFD1048576#1", 1},
        {"<row r='1048577'><c><v>1</v></c></row><row r='1'><c r='XFE1'><v>1"
         "</v></c><c r='ZZZZZZZZ99999999999'><v>1</v></c><c r='A0'><v>1</v></c>"
         "<c r='A'><v>1</v></c></row>",
         "", 1},
        {"<row r='x'><c r='B7'><v>1</v></c></row>", "B7#1", 0},
    };
    struct temp temp;

    (void)state;
    temp_init(&temp);
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf xml = {0};
        struct strbuf cells = {0};
        struct grid grid = {0};
        struct arena arena = {0};
        struct diags diags = {0};

        strbuf_addf(&xml,
                    "<dimension ref='A1:XFD1048576'/><sheetData>%s"
                    "</sheetData>",
                    cases[i].xml);
        write_book(temp_path(&temp, "a.xlsx"), "", xml.ptr, NULL);
        assert_true(xlsx_read(&grid, temp.path, NULL, &arena, &diags));
        print_sheet(&cells, &grid.sheets[0]);
        assert_string_equal(cells.ptr ? cells.ptr : "", cases[i].cells);
        assert_int_equal(diags.n_warnings, cases[i].n_warnings);
        strbuf_clear(&xml);
        strbuf_clear(&cells);
        arena_clear(&arena);
        diags_clear(&diags);
    }
    temp_clear(&temp);
}

static void
merges_and_what_is_hidden_are_reported(void **state)
{
    static const char xml[] =
        "<cols><col min='2' max='3' hidden='1'/><col min='7' max='99999' "
        "hidden='true'/><col min='9' max='9' hidden='false'/></cols>"
        "<sheetData><row hidden='true'><c><v>1</v></c></row><row hidden='off'>"
        "<c><v>2</v></c></row></sheetData><mergeCells>"
        "<mergeCell ref='A1:C2'/><mergeCell ref='B5:A4'/><mergeCell ref='A9'/>"
        "<mergeCell ref='A1:XFD1048576'/><mergeCell ref='A1:XFE1'/>"
        "</mergeCells>";
    struct temp temp;
    struct grid grid = {0};
    struct arena arena = {0};
    struct diags diags = {0};
    const struct grid_sheet *sheet;

    (void)state;
    temp_init(&temp);
    write_book(temp_path(&temp, "a.xlsx"), "", xml, "<sheetData/>");
    assert_true(xlsx_read(&grid, temp.path, NULL, &arena, &diags));
    assert_int_equal(grid.n_sheets, 2); /* the chart is none */
    sheet = &grid.sheets[0];
    assert_string_equal(sheet->name, "表");
    assert_int_equal(sheet->state, SHEET_HIDDEN);
    assert_int_equal(grid.sheets[1].state, SHEET_VISIBLE);
    assert_int_equal(sheet->n_hidden_cols, 2);
    assert_int_equal(sheet->hidden_cols[0], 1);
    assert_int_equal(sheet->hidden_cols[1], 2);
    assert_true(sheet->rows[0].is_hidden);
    assert_false(sheet->rows[1].is_hidden);
    assert_int_equal(sheet->n_merges, 3);
    assert_int_equal(sheet->merges[0].last_row, 1);
    assert_int_equal(sheet->merges[0].last_col, 2);
    assert_int_equal(sheet->merges[1].first_row, 3);
    assert_int_equal(sheet->merges[2].last_col, 16383);
    arena_clear(&arena);
    diags_clear(&diags);
    temp_clear(&temp);
}

static void
epochs_are_those_of_the_workbook(void **state)
{
    static const struct {
        const char *properties;
        const char *cells;
    } cases[] = {
        {"", "A1@2024-03-15 B1@1900-01-01"},
        {"<x:workbookPr date1904='false'/>", "A1@2024-03-15 B1@1900-01-01"},
        {"<x:workbookPr date1904='on'/>", "A1@2028-03-16 B1@1904-01-02"},
        {"<x:workbookPr dateCompatibility='0'/>",
         "A1@2024-03-15 B1@1899-12-31"},
    };
    struct temp temp;

    (void)state;
    temp_init(&temp);
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf cells = {0};
        struct grid grid = {0};
        struct arena arena = {0};
        struct diags diags = {0};

        write_book(temp_path(&temp, "a.xlsx"), cases[i].properties,
                   "<sheetData><row><c s='2'><v>45366</v></c><c s='2'><v>1"
                   "</v></c></row></sheetData>",
                   NULL);
        assert_true(xlsx_read(&grid, temp.path, NULL, &arena, &diags));
        print_sheet(&cells, &grid.sheets[0]);
        assert_string_equal(cells.ptr, cases[i].cells);
        strbuf_clear(&cells);
        arena_clear(&arena);
        diags_clear(&diags);
    }
    temp_clear(&temp);
}

static void
limits_and_names_choose_what_is_read(void **state)
{
    static const char first[] =
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v>"
        "</c></row></sheetData>";
    static const char second[] =
        "<sheetData><row><c><v>4</v></c></row></sheetData>";
    static const struct {
        struct grid_options options;
        const char *message; /* NULL: it is read */
        size_t n_sheets;
    } cases[] = {
        {{NULL, NULL, 2, 4, 0}, NULL, 2},
        {{NULL, NULL, 1, 4, 0}, "more than 1 rows", 2},
        {{NULL, NULL, 2, 3, 0}, "more cells than a file may have", 2},
        {{"二", NULL, 1, 1, 0}, NULL, 1},
        {{"三", NULL, 0, 0, 0}, "there is no sheet 三", 0},
    };
    struct temp temp;

    (void)state;
    temp_init(&temp);
    write_book(temp_path(&temp, "a.xlsx"), "", first, second);
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct grid grid = {0};
        struct arena arena = {0};
        struct diags diags = {0};
        bool ok =
            xlsx_read(&grid, temp.path, &cases[i].options, &arena, &diags);

        assert_int_equal(ok, cases[i].message == NULL);
        assert_int_equal(grid.n_sheets, cases[i].n_sheets);
        if (!ok) {
            assert_string_equal(diags.items[0].message, cases[i].message);
        }
        arena_clear(&arena);
        diags_clear(&diags);
    }
    temp_clear(&temp);
}

static void
a_damaged_sheet_leaves_the_others(void **state)
{
    static const struct {
        const char *first;
        const char *second;
        bool ok;
        const char *message;
    } cases[] = {
        {"<sheetData><row><c><v>1</v></row>",
         "<sheetData><row><c><v>2</v></c></row></sheetData>", false,
         "the XML is damaged: "},
        {"<sheetData/>", "", true, "the sheet is missing in the file"},
    };
    struct temp temp;

    (void)state;
    temp_init(&temp);
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct grid grid = {0};
        struct arena arena = {0};
        struct diags diags = {0};

        write_book(temp_path(&temp, "a.xlsx"), "", cases[i].first,
                   cases[i].second);
        assert_int_equal(xlsx_read(&grid, temp.path, NULL, &arena, &diags),
                         cases[i].ok);
        assert_int_equal(diags.n_items, 1);
        assert_non_null(strstr(diags.items[0].message, cases[i].message));
        assert_int_equal(grid.n_sheets, 2);
        assert_int_equal(grid.sheets[0].n_rows, 0);
        assert_int_equal(grid.sheets[1].n_rows, *cases[i].second != '\0');
        arena_clear(&arena);
        diags_clear(&diags);
    }
    temp_clear(&temp);
}

static void
a_text_of_32767_units_is_the_longest(void **state)
{
    static const struct {
        const char *text;
        size_t n;
        bool ok;
    } cases[] = {
        {"x", 32767, true},   {"x", 32768, false}, {"长", 32767, true},
        {"长", 32768, false}, {"𠮷", 16383, true}, {"𠮷", 16384, false},
    };
    struct temp temp;

    (void)state;
    temp_init(&temp);
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf xml = {0};
        struct grid grid = {0};
        struct arena arena = {0};
        struct diags diags = {0};

        strbuf_add_cstr(&xml, "<sheetData><row><c t='str'><v>");
        for (size_t n = 0; n < cases[i].n; n++) {
            strbuf_add_cstr(&xml, cases[i].text);
        }
        strbuf_add_cstr(&xml, "</v></c></row></sheetData>");
        write_book(temp_path(&temp, "a.xlsx"), "", xml.ptr, NULL);
        assert_true(xlsx_read(&grid, temp.path, NULL, &arena, &diags));
        assert_int_equal(grid.sheets[0].rows[0].cells[0].type,
                         cases[i].ok ? CELL_TEXT : CELL_ERROR);
        assert_int_equal(diags.n_warnings, !cases[i].ok);
        strbuf_clear(&xml);
        arena_clear(&arena);
        diags_clear(&diags);
    }
    temp_clear(&temp);
}

static void
shared_texts_are_stored_once(void **state)
{
    struct temp temp;
    struct strbuf xml = {0};
    struct grid grid = {0};
    struct arena arena = {0};
    struct diags diags = {0};
    const struct grid_sheet *sheet;

    (void)state;
    temp_init(&temp);
    strbuf_add_cstr(&xml, "<sheetData>");
    for (unsigned i = 0; i < 1000; i++) {
        strbuf_add_cstr(&xml, "<row/><row><c t='s'><v>0</v></c></row>");
    }
    strbuf_add_cstr(&xml, "</sheetData>");
    write_book(temp_path(&temp, "a.xlsx"), "", xml.ptr, NULL);
    assert_true(xlsx_read(&grid, temp.path, NULL, &arena, &diags));
    sheet = &grid.sheets[0];
    assert_int_equal(sheet->n_rows, 1000);
    assert_int_equal(sheet->rows[999].row, 1999);
    assert_ptr_equal(sheet->rows[0].cells[0].text.ptr,
                     sheet->rows[999].cells[0].text.ptr);
    strbuf_clear(&xml);
    arena_clear(&arena);
    diags_clear(&diags);
    temp_clear(&temp);
}

static void
other_documents_are_told_from_workbooks(void **state)
{
    static const struct {
        const char *type;
        const char *message;
    } cases[] = {
        {"application/vnd.openxmlformats-officedocument.wordprocessingml."
         "document.main+xml",
         "this is no workbook but another kind of Office document"},
        {"application/vnd.ms-excel.sheet.binary.macroEnabled.main",
         "this is a binary workbook (.xlsb)"},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet."
         "main+xml",
         "the workbook has no worksheet"},
    };
    struct temp temp;

    (void)state;
    temp_init(&temp);
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct zipout *zip = zipout_new(temp_path(&temp, "a.xlsx"));
        struct strbuf types = {0};
        struct grid grid = {0};
        struct arena arena = {0};
        struct diags diags = {0};

        strbuf_addf(&types,
                    "<Types xmlns='http://schemas.openxmlformats.org/package/"
                    "2006/content-types'><Default Extension='xml' "
                    "ContentType='%s'/></Types>",
                    cases[i].type);
        zipout_add(zip, STR("xl/workbook.xml"), STR("<a/>"));
        zipout_add(zip, STR("[Content_Types].xml"), strbuf_str(&types));
        assert_true(zipout_close(zip, &diags));
        assert_false(xlsx_read(&grid, temp.path, NULL, &arena, &diags));
        assert_string_equal(diags.items[0].message, cases[i].message);
        strbuf_clear(&types);
        arena_clear(&arena);
        diags_clear(&diags);
    }
    temp_clear(&temp);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_say_what_they_hold),
        cmocka_unit_test(cells_stand_where_they_say),
        cmocka_unit_test(merges_and_what_is_hidden_are_reported),
        cmocka_unit_test(epochs_are_those_of_the_workbook),
        cmocka_unit_test(limits_and_names_choose_what_is_read),
        cmocka_unit_test(a_damaged_sheet_leaves_the_others),
        cmocka_unit_test(a_text_of_32767_units_is_the_longest),
        cmocka_unit_test(shared_texts_are_stored_once),
        cmocka_unit_test(other_documents_are_told_from_workbooks),
    };

    return cmocka_run_group_tests_name("xlsx", tests, NULL, NULL);
}
