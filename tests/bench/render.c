/* Measures rendering: documents from one template and one set of data, written
 * one after the other in one process, in CPU seconds against deflating the
 * same parts (zlib, level 6) and nothing else; and the memory they take beyond
 * the template and the data.  Exit status 1 if a goal is missed.
 *
 * usage: bench_render TEMPLATE.docx DATA.json DOCUMENTS OUT.docx
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <zlib.h>

#include "gen/base/mem.h"
#include "gen/opc/package.h"
#include "gen/opc/xml.h"
#include "gen/render/docx.h"
#include "gen/template/json_data.h"

enum { LEVEL = 6, FEW = 20 };

static double
cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Most memory since start_peak(), in MiB. */
static double
peak(void)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    long kib = 0;

    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, "VmHWM:", 6) == 0) {
            kib = strtol(line + 6, NULL, 10);
        }
    }
    if (file) {
        fclose(file);
    }
    return (double)kib / 1024;
}

static void
start_peak(void)
{
    FILE *file = fopen("/proc/self/clear_refs", "w");

    if (file) {
        fputs("5", file);
        fclose(file);
    }
}

static void
require(bool ok, const struct diags *diags)
{
    if (!ok) {
        diags_print(diags, stderr, true);
        exit(2);
    }
}

struct bench {
    struct template template;
    struct value data;
    struct arena arena;
    struct diags diags;
};

static void
write_document(struct bench *bench, const char *path)
{
    struct arena temporary = {0};
    struct evaluator evaluator = {.missing = MISSING_ERROR,
                                  .arena = &temporary};
    struct dataset dataset;
    struct scope scope = json_data_scope(&bench->data, &dataset);

    require(
        docx_render(path, &bench->template, &scope, &evaluator, &bench->diags),
        &bench->diags);
    evaluator_clear(&evaluator);
    arena_clear(&temporary);
}

/* ---- the yardstick ---- */

/* The least there is to do: each part in pieces of 64 KiB through zlib. */
static void
deflate_part(struct str bytes)
{
    static unsigned char room[65536];
    z_stream stream = {0};

    deflateInit2(&stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    for (size_t at = 0; at < bytes.len || at == 0; at += sizeof room) {
        struct str piece = str_slice(bytes, at, at + sizeof room);

        stream.next_in = (Bytef *)piece.ptr;
        stream.avail_in = (uInt)piece.len;
        do {
            stream.next_out = room;
            stream.avail_out = sizeof room;
            deflate(&stream,
                    at + sizeof room >= bytes.len ? Z_FINISH : Z_NO_FLUSH);
        } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
}

static double
deflating_seconds(const char *path, int n)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct package *package = package_open(path, NULL, &diags);
    double start;
    double end;

    require(package != NULL, &diags);
    struct str *parts = calloc(package_n_parts(package), sizeof(struct str));

    for (size_t i = 0; i < package_n_parts(package); i++) {
        require(package_read(package, package_part_name(package, i), &arena,
                             &parts[i], &diags),
                &diags);
    }
    start = cpu_seconds();
    for (int k = 0; k < n; k++) {
        for (size_t i = 0; i < package_n_parts(package); i++) {
            deflate_part(parts[i]);
        }
    }
    end = cpu_seconds();
    free(parts);
    package_close(package);
    arena_clear(&arena);
    diags_clear(&diags);
    return end - start;
}

int
main(int argc, char **argv)
{
    struct bench bench = {.diags = {0}};
    struct template_source source = {.path = argc > 1 ? argv[1] : ""};
    int n = argc > 4 ? atoi(argv[3]) : 0;
    double start;
    double rendering;
    double deflating;
    double before;
    double few = 0;
    bool ok;

    if (n < 1) {
        return 2;
    }
    xml_start();
    require(
        template_read(&bench.template, &source, &bench.arena, &bench.diags) &&
            json_data_read(argv[2], &bench.data, &bench.arena, &bench.diags),
        &bench.diags);
    mem_trim(); /* what reading freed would hide what rendering takes */
    start_peak();
    before = peak();
    start = cpu_seconds();
    for (int i = 0; i < n; i++) {
        write_document(&bench, argv[4]);
        few = i < FEW ? peak() : few;
    }
    rendering = cpu_seconds() - start;
    few -= before;
    printf("%d documents: %.4f s each, %.1f MiB beyond the data", n,
           rendering / n, peak() - before);
    ok = peak() - before - few < 1;
    deflating = deflating_seconds(argv[4], n);
    printf("; %.2f times deflating them, goal 2", rendering / deflating);
    ok = ok && rendering / deflating <= 2;
    printf("%s\n", ok ? "" : "   MISSED");
    arena_clear(&bench.arena);
    diags_clear(&bench.diags);
    return ok ? 0 : 1;
}
