#include "gen/input/xls.h"

#include <stdlib.h>
#include <string.h>

#include "gen/input/biff.h"
#include "tests/unit/unit.h"

static void
add_le(struct strbuf *sb, uint64_t value, size_t n)
{
    for (; n; n--, value >>= 8) {
        strbuf_add_char(sb, (char)(value & 0xFF));
    }
}

static void
put_le(struct strbuf *sb, size_t at, uint32_t value, size_t n)
{
    for (; n; n--, value >>= 8) {
        sb->ptr[at++] = (char)(value & 0xFF);
    }
}

static void
add_record(struct strbuf *sb, uint16_t id, struct str bytes)
{
    add_le(sb, id, 2);
    add_le(sb, bytes.len, 2);
    strbuf_add(sb, bytes);
}

/* As a string constant: its bytes may hold NULs. */
#define RECORD(sb, id, literal) add_record(sb, id, STR(literal))

/* A cell's record: row, column and format before its bytes. */
static void
add_cell(struct strbuf *sb, uint16_t id, uint16_t row, uint16_t col,
         uint16_t xf, struct str bytes)
{
    struct strbuf cell = {0};

    add_le(&cell, row, 2);
    add_le(&cell, col, 2);
    add_le(&cell, xf, 2);
    strbuf_add(&cell, bytes);
    add_record(sb, id, strbuf_str(&cell));
    strbuf_clear(&cell);
}

#define CELL(sb, id, row, col, xf, literal)                                    \
    add_cell(sb, id, row, col, xf, STR(literal))

/* A compound file: the FAT, the directory, then the stream. */
static struct strbuf
wrap(struct str stream, const char *name)
{
    struct strbuf sb = {0};
    size_t n_sectors = (stream.len + 511) / 512;

    strbuf_add(&sb, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
    while (sb.len < 512) {
        add_le(&sb, sb.len < 76 ? 0 : UINT32_MAX, 4);
    }
    put_le(&sb, 30, 9, 2);
    put_le(&sb, 48, 1, 4); /* the directory's sector */
    put_le(&sb, 68, UINT32_MAX, 4);
    put_le(&sb, 76, 0, 4); /* the FAT's sector */
    for (uint32_t i = 0; i < 128; i++) {
        bool is_last = i < 2 || i + 1 >= n_sectors + 2;

        add_le(&sb, is_last ? 0xFFFFFFFE : i + 1, 4);
    }
    for (size_t i = 0; i < 64; i++) {
        add_le(&sb, i < strlen(name) ? (unsigned char)name[i] : 0, 2);
    }
    while (sb.len < 1024 + 512) {
        add_le(&sb, 0, 4);
    }
    put_le(&sb, 1024 + 64, (uint32_t)(strlen(name) + 1) * 2, 2);
    put_le(&sb, 1024 + 116, 2, 4);
    put_le(&sb, 1024 + 120, (uint32_t)stream.len, 4);
    strbuf_add(&sb, stream);
    while (sb.len % 512) {
        strbuf_add_char(&sb, '\0');
    }
    return sb;
}

/* Globals up to the sheets' records; returns where BOUNDSHEET is. */
static size_t
add_globals(struct strbuf *sb, const char *state)
{
    size_t at;

    RECORD(sb, BIFF_BOF, "\x00\x06\x05\x00");
    RECORD(sb, BIFF_FORMAT,
           "\xA4\x00\x04\x00\x00"
           "yyyy");
    RECORD(sb, BIFF_XF, "\0\0\0\0");
    RECORD(sb, BIFF_XF, "\0\0\xA4\0");
    RECORD(sb, BIFF_XF, "\0\0\x0E\0");
    at = sb->len + 4;
    add_record(sb, BIFF_BOUNDSHEET,
               STR("\0\0\0\0\0\0\x02\x01\xC0\x68\xE5\x67"));
    put_le(sb, at + 4, (uint32_t)atoi(state), 1);
    /* a text cut after its first unit goes on with flags of its own */
    RECORD(sb, BIFF_SST,
           "\x03\0\0\0\x03\0\0\0"
           "\x02\0\x00"
           "ab"
           "\x03\0\x09\x01\0"
           "\x55\x53");
    RECORD(sb, BIFF_CONTINUE,
           "\x00"
           "12"
           "\1\2\3\4"
           "\x02\0\x01\x42\xD8\xB7\xDF");
    RECORD(sb, BIFF_EOF, "");
    return at;
}

struct result {
    struct arena arena;
    struct diags diags;
    struct grid grid;
    char *shown;
    bool ok;
};

static struct result
read_book(struct str bytes)
{
    static const struct grid_options options = {0};
    struct result result = {.grid = {.path = "f.xls"}};
    size_t len;
    FILE *out = open_memstream(&result.shown, &len);

    result.ok =
        xls_read(&result.grid, bytes, &options, &result.arena, &result.diags);
    grid_print(&result.grid, out);
    fclose(out);
    return result;
}

static void
clear(struct result *result)
{
    arena_clear(&result->arena);
    diags_clear(&result->diags);
    free(result->shown);
}

static struct result
read_sheet(struct str records, const char *state)
{
    struct strbuf stream = {0};
    size_t at = add_globals(&stream, state);
    struct strbuf file;
    struct result result;

    put_le(&stream, at, (uint32_t)stream.len, 4);
    RECORD(&stream, BIFF_BOF, "\x00\x06\x10\x00");
    strbuf_add(&stream, records);
    RECORD(&stream, BIFF_EOF, "");
    file = wrap(strbuf_str(&stream), "Workbook");
    result = read_book(strbuf_str(&file));
    strbuf_clear(&file);
    strbuf_clear(&stream);
    return result;
}

static void
reads_every_kind_of_cell(void **state)
{
    struct strbuf sb = {0};
    struct result result;

    (void)state;
    CELL(&sb, BIFF_LABELSST, 0, 0, 0, "\0\0\0\0");
    CELL(&sb, BIFF_LABELSST, 0, 1, 0, "\1\0\0\0");
    CELL(&sb, BIFF_LABELSST, 0, 2, 0, "\2\0\0\0");
    CELL(&sb, BIFF_LABEL, 0, 3, 0, "\1\0\1\x55\x53");
    CELL(&sb, BIFF_NUMBER, 1, 0, 0, "\0\0\0\0\0\0\xF8\x3F");
    CELL(&sb, BIFF_RK, 1, 1, 0, "\x33\0\0\0"); /* 12 / 100 */
    CELL(&sb, BIFF_RK, 1, 2, 0, "\x00\x00\xF8\x3F");
    CELL(&sb, BIFF_NUMBER, 1, 3, 1, "\0\0\0\0\x20\x95\xE5\x40");
    CELL(&sb, BIFF_NUMBER, 1, 4, 2, "\0\0\0\0\x20\x95\xE5\x40");
    CELL(&sb, BIFF_NUMBER, 1, 5, 0, "\0\0\0\0\0\0\xF0\x7F");
    CELL(&sb, BIFF_BOOLERR, 2, 0, 0, "\1\0");
    CELL(&sb, BIFF_BOOLERR, 2, 1, 0, "\x2A\1");
    CELL(&sb, BIFF_FORMULA, 3, 0, 0, "\0\0\0\0\0\0\xF8\x3F");
    CELL(&sb, BIFF_FORMULA, 3, 1, 0, "\1\0\0\0\0\0\xFF\xFF");
    CELL(&sb, BIFF_FORMULA, 3, 2, 0, "\2\0\7\0\0\0\xFF\xFF");
    CELL(&sb, BIFF_FORMULA, 3, 3, 0, "\3\0\0\0\0\0\xFF\xFF");
    CELL(&sb, BIFF_FORMULA, 3, 4, 0, "\0\0\0\0\0\0\xFF\xFF");
    RECORD(&sb, BIFF_STRING, "\1\0\1\x55\x53");
    CELL(&sb, BIFF_MULRK, 4, 1, 0, "\x06\0\0\0\0\0\x0A\0\0\0\2\0");
    result = read_sheet(strbuf_str(&sb), "0");
    assert_true(result.ok);
    assert_string_equal(result.shown, "检查!A1\ttext\tab\n"
                                      "检查!B1\ttext\t单12\n"
                                      "检查!C1\ttext\t𠮷\n"
                                      "检查!D1\ttext\t单\n"
                                      "检查!A2\tnumber\t1.5\n"
                                      "检查!B2\tnumber\t0.12\n"
                                      "检查!C2\tnumber\t1.5\n"
                                      "检查!D2\tdate\t2021-01-05\n"
                                      "检查!E2\tdate\t2021-01-05\n"
                                      "检查!F2\terror\t#NUM!\n"
                                      "检查!A3\tbool\tTRUE\n"
                                      "检查!B3\terror\t#N/A\n"
                                      "检查!A4\tnumber\t1.5\n"
                                      "检查!B4\tbool\tFALSE\n"
                                      "检查!C4\terror\t#DIV/0!\n"
                                      "检查!E4\ttext\t单\n"
                                      "检查!B5\tnumber\t1\n"
                                      "检查!C5\tnumber\t2\n");
    strbuf_clear(&sb);
    clear(&result);
}

static void
keeps_order_merges_and_what_is_hidden(void **state)
{
    struct strbuf sb = {0};
    struct result result;
    const struct grid_sheet *sheet;
    static const struct grid_merge merge = {1, 0, 2, 3};

    (void)state;
    RECORD(&sb, BIFF_ROW, "\3\0\0\0\0\0\0\0\0\0\0\0\x20\0\0\0");
    RECORD(&sb, BIFF_COLINFO, "\1\0\2\0\0\0\0\0\1\0");
    CELL(&sb, BIFF_RK, 3, 1, 0, "\x06\0\0\0");
    RECORD(&sb, BIFF_BOF, "\x00\x06\x20\x00"); /* a chart */
    CELL(&sb, BIFF_RK, 0, 0, 0, "\x06\0\0\0");
    RECORD(&sb, BIFF_EOF, "");
    CELL(&sb, BIFF_RK, 1, 0, 0, "\x06\0\0\0");
    CELL(&sb, BIFF_RK, 3, 1, 0, "\x0A\0\0\0");
    RECORD(&sb, BIFF_MERGEDCELLS, "\1\0\1\0\2\0\0\0\3\0");
    result = read_sheet(strbuf_str(&sb), "1");
    assert_true(result.ok);
    assert_string_equal(result.shown, "检查!A2\tnumber\t1\n"
                                      "检查!B4\tnumber\t2\n");
    sheet = result.grid.sheets;
    assert_int_equal(sheet->state, SHEET_HIDDEN);
    assert_false(sheet->rows[0].is_hidden);
    assert_true(sheet->rows[1].is_hidden);
    assert_int_equal(sheet->n_hidden_cols, 2);
    assert_int_equal(sheet->hidden_cols[0], 1);
    assert_int_equal(sheet->n_merges, 1);
    assert_memory_equal(sheet->merges, &merge, sizeof merge);
    strbuf_clear(&sb);
    clear(&result);
}

static void
warns_of_lost_digits_and_of_no_dates(void **state)
{
    struct strbuf sb = {0};
    struct result result;

    (void)state;
    CELL(&sb, BIFF_NUMBER, 1, 2, 0, "\x00\xA0\xD8\x85\x57\x34\x76\x43");
    CELL(&sb, BIFF_NUMBER, 2, 0, 1, "\0\0\0\0\0\0\xF0\xBF");
    result = read_sheet(strbuf_str(&sb), "0");
    assert_true(result.ok);
    assert_string_equal(result.shown, "检查!C2\tnumber\t1E+17\n"
                                      "检查!A3\tnumber\t-1\n");
    assert_int_equal(result.diags.n_warnings, 2);
    assert_int_equal(result.diags.items[0].at.row, 2);
    assert_int_equal(result.diags.items[0].at.col, 3);
    assert_int_equal(result.diags.items[1].at.row, 3);
    strbuf_clear(&sb);
    clear(&result);
}

static void
keeps_what_comes_before_damage(void **state)
{
    static const struct {
        uint16_t id;
        struct str bytes;
    } cases[] = {
        {BIFF_LABELSST, BYTES("\1\0\1\0\0\0\3\0\0\0")},       /* no such text */
        {BIFF_NUMBER, BYTES("\1\0\0\1\0\0\0\0\0\0\0\0\0\0")}, /* column IW */
        {BIFF_NUMBER, BYTES("\1\0\1\0\0\0\0\0")},             /* cut */
        {BIFF_LABEL, BYTES("\1\0\1\0\0\0\1\0\1\xB7\xDF")},    /* half a pair */
        {BIFF_EOF + 0x1000, BYTES("")},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf sb = {0};
        struct result result;

        CELL(&sb, BIFF_RK, 0, 0, 0, "\x06\0\0\0");
        add_record(&sb, cases[i].id, cases[i].bytes);
        result = read_sheet(strbuf_str(&sb), "0");
        assert_int_equal(result.ok, i == 4);
        assert_int_equal(result.diags.n_errors, i < 4);
        assert_memory_equal(result.shown, "检查!A1\tnumber\t1\n", 18);
        if (i < 4) {
            assert_string_equal(result.diags.items[0].at.sheet, "检查");
        }
        strbuf_clear(&sb);
        clear(&result);
    }
}

static void
refuses_other_workbooks(void **state)
{
    static const struct {
        const char *stream;
        struct str records;
        const char *error;
    } cases[] = {
        {"Book", BYTES(""), "this workbook is of Excel 95 or older"},
        {"Workbook", BYTES("\x09\x08\4\0\0\5\5\0"),
         "this workbook is of Excel 95 or older"},
        {"Workbook", BYTES("\x09\x04\4\0\0\0\5\0"),
         "this workbook is of Excel 95 or older"},
        {"Workbook", BYTES("\x09\x08\4\0\0\6\5\0\x2F\0\0\0"),
         "this workbook is protected by a password"},
        {"Workbook", BYTES("\x09\x08\4\0\0\6\5\0\x0A\0\0\0"),
         "this workbook is damaged"},
        {"Workbook", BYTES("\x09\x08\4\0\0\6\5\0\xFC\0\2\0\1\0"),
         "this workbook is damaged"},
        {"Workbook", BYTES(""), "this workbook is damaged"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf file = wrap(cases[i].records, cases[i].stream);
        struct result result = read_book(strbuf_str(&file));

        assert_false(result.ok);
        assert_int_equal(result.diags.n_errors, 1);
        assert_string_equal(result.diags.items[0].message, cases[i].error);
        strbuf_clear(&file);
        clear(&result);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_kind_of_cell),
        cmocka_unit_test(keeps_order_merges_and_what_is_hidden),
        cmocka_unit_test(warns_of_lost_digits_and_of_no_dates),
        cmocka_unit_test(keeps_what_comes_before_damage),
        cmocka_unit_test(refuses_other_workbooks),
    };

    return cmocka_run_group_tests_name("xls", tests, NULL, NULL);
}
