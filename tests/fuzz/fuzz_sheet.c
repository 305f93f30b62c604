/* Any bytes as the sheet part of a workbook: cells stand in order, have a text
 * of valid UTF-8 each, and a workbook that is refused says why. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen/input/xlsx.h"
#include "tests/fuzz/fuzz.h"

#define MAIN   "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006"
#define RELS                                                                   \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"    \
    "relationships'>"

static char folder[] = "/tmp/tongbao-fuzz-XXXXXX";

static void
write_file(const char *name, struct str bytes)
{
    char path[64];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    if (!file || fwrite(bytes.ptr, 1, bytes.len, file) != bytes.len ||
        fclose(file) != 0) {
        abort();
    }
}

static void
make_folder(const char *name)
{
    char path[64];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (mkdir(path, 0700) != 0) {
        abort();
    }
}

static void
remove_package(void)
{
    char command[64];

    snprintf(command, sizeof command, "rm -r %s", folder);
    if (system(command) != 0) {
        abort();
    }
}

/* An unpacked package, whole but for the sheet. */
static void
make_package(void)
{
    if (!mkdtemp(folder)) {
        abort();
    }
    atexit(remove_package);
    make_folder("xl");
    make_folder("xl/_rels");
    write_file("xl/workbook.xml",
               STR("<workbook xmlns='" MAIN "' xmlns:r='" OFFICE
                   "/relationships'><sheets><sheet name='s' r:id='a'/>"
                   "</sheets></workbook>"));
    write_file("xl/_rels/workbook.xml.rels",
               STR(RELS "<Relationship Id='a' Type='" OFFICE
                        "/relationships/worksheet' Target='sheet.xml'/>"
                        "</Relationships>"));
    write_file("xl/sharedStrings.xml",
               STR("<sst xmlns='" MAIN "'><si><t>x</t></si><si/></sst>"));
    write_file("xl/styles.xml",
               STR("<styleSheet xmlns='" MAIN "'><cellXfs><xf numFmtId='0'/>"
                   "<xf numFmtId='14'/><xf numFmtId='46'/></cellXfs>"
                   "</styleSheet>"));
}

static void
check_sheet(const struct grid_sheet *sheet)
{
    for (size_t i = 0; i < sheet->n_rows; i++) {
        const struct grid_row *row = &sheet->rows[i];

        if (row->n_cells == 0 || (i && row->row <= row[-1].row)) {
            abort();
        }
        for (uint32_t n = 0; n < row->n_cells; n++) {
            struct str text = row->cells[n].text;

            if (row->cells[n].type == CELL_EMPTY || text.len == 0 ||
                utf8_valid(text) != text.len ||
                (n && row->cells[n].col <= row->cells[n - 1].col)) {
                abort();
            }
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool is_made;
    struct grid grid = {0};
    struct arena arena = {0};
    struct diags diags = {0};
    bool ok;

    if (!is_made) {
        make_package();
        is_made = true;
    }
    write_file("xl/sheet.xml", (struct str){(const char *)data, size});
    ok = xlsx_read(&grid, folder, NULL, &arena, &diags);
    if (ok != (diags.n_errors == 0) || grid.n_sheets != 1) {
        abort();
    }
    check_sheet(&grid.sheets[0]);
    arena_clear(&arena);
    diags_clear(&diags);
    return 0;
}
