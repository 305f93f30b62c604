#include "gen/input/grid.h"

#include <string.h>
#include <sys/stat.h>

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

static struct cell row0[] = {
    {CELL_TEXT, 0, {"a\"b", 3}, 0},
    {CELL_NUMBER, 1, {"0.1", 3}, 0.1},
    {CELL_NUMBER, 2, {"12", 2}, 12},
    {CELL_BOOL, 4, {"TRUE", 4}, 1},
};
static struct cell row5[] = {
    {CELL_DATE, 2, {"2024-03-15", 10}, 45366},
    {CELL_DATE, 3, {"2024-03-15T08:30:00", 19}, 45366.354},
    {CELL_TIME, 4, {"08:30:00", 8}, 0.354},
    {CELL_DURATION, 5, {"36:00:00", 8}, 1.5},
    {CELL_ERROR, 6, {"#N/A", 4}, 0},
};
static struct grid_row rows[] = {
    {0, false, 4, row0},
    {5, false, 5, row5},
};
static struct grid_merge merges[] = {
    {0, 0, 9, 0}, {0, 1, 0, 2}, {4, 3, 5, 7}, {8, 1, 8, 4}};
static uint32_t merge_reach[] = {9, 9, 9, 9};
static struct grid_sheet sheet = {.name = "检查",
                                  .state = SHEET_HIDDEN,
                                  .rows = rows,
                                  .n_rows = 2,
                                  .merges = merges,
                                  .n_merges = 4,
                                  .merge_reach = merge_reach};
static const struct grid grid = {
    .path = "f.xlsx", .sheets = &sheet, .n_sheets = 1};

static void
finds_cells_and_merges(void **state)
{
    static const struct {
        uint32_t row, col;
        const char *text; /* NULL: empty */
        int merge;        /* -1: none */
    } cases[] = {
        {0, 0, "a\"b", 0},  {0, 2, "12", 1}, {0, 3, NULL, -1},
        {0, 4, "TRUE", -1}, {1, 0, NULL, 0}, {5, 2, "2024-03-15", -1},
        {5, 6, "#N/A", 2},  {5, 7, NULL, 2}, {6, 6, NULL, -1},
        {9, 0, NULL, 0},    {8, 4, NULL, 3}, {10, 0, NULL, -1},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        const struct cell *cell = grid_cell(&sheet, cases[i].row, cases[i].col);
        const struct grid_merge *merge =
            grid_merge_at(&sheet, cases[i].row, cases[i].col);

        assert_int_equal(cell != NULL, cases[i].text != NULL);
        if (cell) {
            assert_true(str_is(cell->text, cases[i].text));
        }
        assert_int_equal(merge ? merge - merges : -1, cases[i].merge);
    }
    assert_string_equal(grid_location(&grid, &sheet, 13, 2).sheet, "检查");
    assert_int_equal(grid_location(&grid, &sheet, 13, 2).row, 14);
    assert_int_equal(grid_location(&grid, &sheet, 13, 2).col, 3);
}

static void
shows_a_grid_as_json_and_as_lines(void **state)
{
    static const char json[] =
        "{\"sheets\":[{\"name\":\"检查\",\"state\":\"hidden\",\"merged\":"
        "[\"A1:A10\",\"B1:C1\",\"D5:H6\",\"B9:E9\"],\"cells\":{\n"
        "\"A1\":\"a\\\"b\",\n\"B1\":0.1,\n\"C1\":12,\n\"E1\":true,\n"
        "\"C6\":{\"d\": \"2024-03-15T00:00:00\"},\n"
        "\"D6\":{\"d\": \"2024-03-15T08:30:00\"},\n"
        "\"E6\":{\"t\": \"08:30:00\"},\n\"F6\":{\"td\": 1.5},\n"
        "\"G6\":{\"e\": \"#N/A\"}}}]}\n";
    char *shown;
    size_t len;
    FILE *out = open_memstream(&shown, &len);

    (void)state;
    grid_print_json(&grid, out);
    fclose(out);
    assert_string_equal(shown, json);
    free(shown);
    out = open_memstream(&shown, &len);
    grid_print(&grid, out);
    fclose(out);
    assert_memory_equal(shown, "检查!A1\ttext\ta\"b\n检查!B1\tnumber\t0.1\n",
                        40);
    free(shown);
}

static void
reads_a_file_by_its_content(void **state)
{
    static const struct {
        struct str bytes;
        const char *format;
        const char *charset;
        const char *b2; /* NULL: the file is refused */
    } cases[] = {
        {BYTES("单位,数\n甲,12\n"), "text", "UTF-8", "12"},
        {BYTES("\xB5\xA5\xCE\xBB\t\xCA\xFD\n\xBC\xD7\t12\n"), "text", "GB18030",
         "12"},
        {BYTES("<html><meta charset=\"gb2312\"><table><tr><td>a<tr><td>b<td>"
               "\xCD\xA8\xD6\xAA</table>"),
         "html", "GB18030", "通知"},
        {BYTES("<?xml version=\"1.0\" encoding=\"GBK\"?><Workbook xmlns="
               "\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss="
               "\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet>"
               "<Table><Row ss:Index=\"2\"><Cell ss:Index=\"2\"><Data>"
               "\xB5\xA5</Data></Cell></Row></Table></Worksheet></Workbook>"),
         "xml", "GB18030", "单"},
        {BYTES(""), NULL, NULL, NULL},
        {BYTES("%PDF-1.4 ..."), NULL, NULL, NULL},
        {BYTES("a,\"b\nc"), NULL, NULL, NULL},
    };
    struct folder folder;

    (void)state;
    folder_make(&folder);
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        const char *path = folder_write(&folder, "统计.xls", cases[i].bytes);
        struct arena arena = {0};
        struct diags diags = {0};
        struct grid got;
        bool ok = grid_read(&got, path, NULL, &arena, &diags);

        assert_int_equal(ok, cases[i].b2 != NULL);
        assert_int_equal(diags_status(&diags), ok ? 0 : 1);
        if (ok) {
            assert_string_equal(got.format, cases[i].format);
            assert_string_equal(got.charset, cases[i].charset);
            assert_true(str_is(grid_cell(got.sheets, 1, 1)->text, cases[i].b2));
        }
        arena_clear(&arena);
        diags_clear(&diags);
    }
    folder_remove(&folder);
}

static void
refuses_what_is_no_regular_file(void **state)
{
    struct folder folder;
    struct arena arena = {0};
    struct grid got;

    (void)state;
    folder_make(&folder);
    for (int i = 0; i < 4; i++) {
        static const char *const messages[] = {
            "there is no such file", "this is a folder, not a file",
            "this is a pipe or a device, not a file",
            "this file has 3 bytes, more than the 2 that are read"};
        const struct grid_options options = {.max_bytes = 2};
        const char *path = folder_write(&folder, "f.csv", STR("a,b"));
        struct diags diags = {0};

        if (i < 3) {
            unlink(path);
        }
        path = i == 1 ? folder.path : path;
        if (i == 2) {
            assert_int_equal(mkfifo(path, 0600), 0);
        }
        assert_false(grid_read(&got, path, &options, &arena, &diags));
        assert_string_equal(diags.items[0].message, messages[i]);
        assert_int_equal(diags_status(&diags), 1);
        if (i == 2) {
            unlink(path);
        }
        diags_clear(&diags);
    }
    arena_clear(&arena);
    folder_remove(&folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_cells_and_merges),
        cmocka_unit_test(shows_a_grid_as_json_and_as_lines),
        cmocka_unit_test(reads_a_file_by_its_content),
        cmocka_unit_test(refuses_what_is_no_regular_file),
    };

    return cmocka_run_group_tests_name("grid", tests, NULL, NULL);
}
