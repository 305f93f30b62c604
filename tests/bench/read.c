/* Measures reading in CPU seconds, medians of five: a workbook against
 * inflating its parts and one bare pass of libxml2's SAX parser over them,
 * text against its size.  Exit status 1 if a goal is missed.
 *
 * usage: bench_read TABLE.xlsx TABLE.csv...
 */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "gen/input/grid.h"
#include "gen/model/table.h"
#include "gen/opc/package.h"

enum { RUNS = 5, CHUNK = 65536 };

#define WORD(text)                                                             \
    {                                                                          \
        text, sizeof(text) - 1                                                 \
    }

static struct str heads[] = {
    WORD("序号"), WORD("代码"), WORD("单位"),   WORD("网址"), WORD("得分"),
    WORD("等次"), WORD("日期"), WORD("合格率"), WORD("问题"), WORD("备注")};
static struct str grades[] = {WORD("优"), WORD("良"), WORD("合格"),
                              WORD("不合格")};
static struct str blanks[] = {WORD("无")};

static struct column columns[] = {
    {.type = COLUMN_INTEGER},
    {.type = COLUMN_CODE,
     .is_required = true,
     .is_unique = true,
     .pattern = WORD("[0-9]{10}")},
    {.type = COLUMN_TEXT, .is_required = true},
    {.type = COLUMN_URL},
    {.type = COLUMN_NUMBER, .has_min = true, .has_max = true, .max = {120, 0}},
    {.type = COLUMN_CHOICE, .choices = grades, .n_choices = 4},
    {.type = COLUMN_DATE},
    {.type = COLUMN_PERCENT},
    {.type = COLUMN_TEXT, .blanks = blanks, .n_blanks = 1},
    {.type = COLUMN_TEXT},
};

static struct schema schema = {.name = WORD("检查"),
                               .title = WORD("检查"),
                               .columns = columns,
                               .n_columns = 10};

static double
cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
require(bool ok, const struct diags *diags)
{
    if (!ok) {
        diags_print(diags, stderr, true);
        exit(2);
    }
}

/* ---- what is measured ---- */

static void
pass_start(void *user, const xmlChar *name, const xmlChar *prefix,
           const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
           int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    (void)user;
    (void)name;
    (void)prefix;
    (void)uri;
    (void)n_namespaces;
    (void)namespaces;
    (void)n_attributes;
    (void)n_defaulted;
    (void)attributes;
}

static void
pass_end(void *user, const xmlChar *name, const xmlChar *prefix,
         const xmlChar *uri)
{
    (void)user;
    (void)name;
    (void)prefix;
    (void)uri;
}

static void
pass_text(void *user, const xmlChar *text, int len)
{
    (void)user;
    (void)text;
    (void)len;
}

static void
scan_part(struct package *package, struct str name, struct diags *diags)
{
    static char bytes[CHUNK];
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                             .startElementNs = pass_start,
                             .endElementNs = pass_end,
                             .characters = pass_text};
    xmlParserCtxt *parser =
        xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    struct part *part = part_open(package, name, diags);
    ptrdiff_t n;

    while ((n = part_read(part, bytes, sizeof bytes, diags)) > 0) {
        xmlParseChunk(parser, bytes, (int)n, 0);
    }
    xmlParseChunk(parser, NULL, 0, 1);
    require(n == 0 && parser->wellFormed, diags);
    part_close(part);
    xmlFreeParserCtxt(parser);
}

static void
scan(const char *path)
{
    struct diags diags = {0};
    struct package *package = package_open(path, NULL, &diags);

    require(package != NULL, &diags);
    for (size_t i = 0; i < package_n_parts(package); i++) {
        scan_part(package, package_part_name(package, i), &diags);
    }
    package_close(package);
    diags_clear(&diags);
}

static void
read_cells(const char *path)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct grid grid;

    require(grid_read(&grid, path, NULL, &arena, &diags), &diags);
    arena_clear(&arena);
    diags_clear(&diags);
}

static void
read_rows(const char *path)
{
    struct table_context context = {.year = 2021};
    struct arena arena = {0};
    struct diags diags = {0};
    struct store *store = store_new(NULL);
    struct grid grid;

    require(grid_read(&grid, path, NULL, &arena, &diags) &&
                store_create(store, &schema, &diags) &&
                table_load(&schema, &grid, &context, store, &arena, &diags),
            &diags);
    store_free(store);
    arena_clear(&arena);
    diags_clear(&diags);
}

/* ---- measuring ---- */

static int
compare(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;

    return (a > b) - (a < b);
}

/* Median of several runs, the first, which warms the caches, not counted. */
static double
measure(void (*run)(const char *path), const char *path)
{
    double seconds[RUNS];

    run(path);
    for (int i = 0; i < RUNS; i++) {
        double start = cpu_seconds();

        run(path);
        seconds[i] = cpu_seconds() - start;
    }
    qsort(seconds, RUNS, sizeof *seconds, compare);
    return seconds[RUNS / 2];
}

static bool
measure_workbook(const char *path)
{
    double bare = measure(scan, path);
    double cells = measure(read_cells, path);
    double rows = measure(read_rows, path);
    double goal = 1.3 * bare + 0.25;

    printf("%-44s %8.3f s\n", "inflated, one bare SAX pass", bare);
    printf("%-44s %8.3f s\n", ".xlsx read", cells);
    printf("%-44s %8.3f s   goal %.3f s%s\n", ".xlsx read, typed and stored",
           rows, goal, rows <= goal ? "" : "   MISSED");
    return rows <= goal;
}

static bool
measure_text(const char *path)
{
    static const double goal = 100; /* MB/s */
    struct stat st;
    double cells = measure(read_cells, path);
    double rows = measure(read_rows, path);
    double size;

    require(stat(path, &st) == 0, &(struct diags){0});
    size = (double)st.st_size / 1e6;
    printf("%-44s %8.3f s   %.0f MB/s, goal %.0f%s\n", strrchr(path, '/') + 1,
           cells, size / cells, goal, size / cells >= goal ? "" : "   MISSED");
    printf("%-44s %8.3f s\n", "  typed and stored", rows);
    return size / cells >= goal;
}

/* In MiB.  getrusage() would say how large the script was that started this
 * program. */
static double
most_memory(void)
{
    FILE *status = fopen("/proc/self/status", "re");
    char line[256];
    double kib = 0;

    while (status && fgets(line, sizeof line, status)) {
        if (strncmp(line, "VmHWM:", 6) == 0) {
            kib = strtod(line + 6, NULL);
        }
    }
    if (status) {
        fclose(status);
    }
    return kib / 1024;
}

int
main(int argc, char **argv)
{
    bool ok;

    for (size_t i = 0; i < schema.n_columns; i++) {
        columns[i].name = heads[i];
        columns[i].headers = &heads[i];
        columns[i].n_headers = 1;
    }
    ok = argc > 1 && measure_workbook(argv[1]);
    for (int i = 2; i < argc; i++) {
        ok = measure_text(argv[i]) && ok;
    }
    printf("%-44s %8.1f MiB\n", "most memory", most_memory());
    return ok ? 0 : 1;
}
