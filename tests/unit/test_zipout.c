#include "gen/opc/zipout.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include <zip.h>
#include <zlib.h>

#include "gen/opc/package.h"
#include "tests/unit/temp.h"
#include "tests/unit/unit.h"

static void
add_noise(struct strbuf *sb, size_t n)
{
    uint32_t x = 1;

    for (size_t i = 0; i < n; i++) {
        x = x * 1664525 + 1013904223;
        strbuf_add_char(sb, (char)(x >> 28));
    }
}

/* Pushes bytes in pieces of step. */
static void
write_sample(const char *path, struct str bytes, size_t step)
{
    struct zipout *zip = zipout_new(path);
    struct diags diags = {0};

    zipout_add(zip, STR("[Content_Types].xml"), STR("<Types/>"));
    zipout_begin(zip, STR("word/空.xml"));
    zipout_begin(zip, STR("word/document.xml"));
    for (size_t at = 0; at < bytes.len; at += step) {
        zipout_write(zip, str_slice(bytes, at, at + step));
    }
    assert_true(zipout_close(zip, &diags));
    diags_clear(&diags);
}

static void
what_goes_in_comes_out(void **state)
{
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 1000003, 4000003};
    static const size_t steps[] = {7, 65536, 70000, 1 << 30};
    struct temp temp;

    (void)state;
    temp_init(&temp);
    for (size_t i = 0; i < N_ITEMS(sizes) * N_ITEMS(steps); i++) {
        struct strbuf noise = {0};
        struct diags diags = {0};
        struct arena arena = {0};
        struct package *package;
        struct str bytes;

        add_noise(&noise, sizes[i / N_ITEMS(steps)]);
        write_sample(temp_path(&temp, "a.zip"), strbuf_str(&noise),
                     steps[i % N_ITEMS(steps)]);
        package = package_open(temp.path, NULL, &diags);
        assert_non_null(package);
        assert_int_equal(package_n_parts(package), 3);
        assert_true(str_is(package_part_name(package, 1), "/word/空.xml"));
        assert_true(package_read(package, STR("/word/document.xml"), &arena,
                                 &bytes, &diags));
        assert_true(str_equals(bytes, strbuf_str(&noise)));
        package_close(package);
        arena_clear(&arena);
        diags_clear(&diags);
        strbuf_clear(&noise);
    }
    temp_clear(&temp);
}

static void
bytes_depend_on_contents_only(void **state)
{
    struct temp temp;
    struct strbuf first;
    struct strbuf second;

    (void)state;
    temp_init(&temp);
    write_sample(temp_path(&temp, "a.zip"), STR("<a/>"), 1);
    first = file_read(temp.path);
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    umask(077);
    sleep(2);
    write_sample(temp_path(&temp, "b.zip"), STR("<a/>"), 4);
    second = file_read(temp.path);
    assert_true(str_equals(strbuf_str(&first), strbuf_str(&second)));
    strbuf_clear(&first);
    strbuf_clear(&second);
    temp_clear(&temp);
}

static void
entries_are_deflated_without_time_or_extra_fields(void **state)
{
    struct temp temp;
    zip_t *zip;

    (void)state;
    temp_init(&temp);
    write_sample(temp_path(&temp, "a.zip"), STR("<aaaaaaaaaaaaaaaaa/>"), 9);
    zip = zip_open(temp.path, ZIP_CHECKCONS, NULL);
    assert_non_null(zip);
    for (zip_uint64_t i = 0; i < 3; i++) {
        zip_stat_t st;

        assert_int_equal(zip_stat_index(zip, i, 0, &st), 0);
        assert_int_equal(st.comp_method, ZIP_CM_DEFLATE);
        assert_int_equal(zip_file_extra_fields_count(zip, i, ZIP_FL_CENTRAL),
                         0);
        assert_int_equal(zip_file_extra_fields_count(zip, i, ZIP_FL_LOCAL), 0);
    }
    zip_discard(zip);
    temp_clear(&temp);
}

/* An archive as an entry; of what only looks like one, nothing is lost. */
static void
what_was_deflated_goes_into_any_archive(void **state)
{
    static const struct {
        const char *bytes;
        zip_uint16_t method;
    } cases[] = {
        {"<aaaaaaaaaaaaaaaaa/>", ZIP_CM_DEFLATE},
        {"", ZIP_CM_DEFLATE},
        {"PK", ZIP_CM_DEFLATE},
        {"PK\3\4aaaaaaaaaaaaaaaaa", ZIP_CM_STORE},
        {"%PK\3\4aaaaaaaaaaaaaaaa", ZIP_CM_DEFLATE},
    };
    struct temp temp;

    (void)state;
    temp_init(&temp);
    for (size_t i = 0; i < 2 * N_ITEMS(cases); i++) {
        struct str bytes = str_from(cases[i / 2].bytes);
        struct deflater *deflater = deflater_new();
        struct deflated content = {.size = 0};
        struct diags diags = {0};
        struct zipout *zip = zipout_new(temp_path(&temp, "a.zip"));
        char found[64];
        zip_stat_t st;
        zip_t *archive;
        zip_file_t *file;

        deflater_begin(deflater, &content);
        deflater_add(deflater, bytes);
        assert_true(deflater_end(deflater));
        zipout_add(zip, STR("a"), STR("a"));
        zipout_add_deflated(zip, STR("b"), &content);
        zipout_add_deflated(zip, STR("c"), &content);
        assert_true(zipout_close(zip, &diags));
        archive = zip_open(temp.path, ZIP_CHECKCONS, NULL);
        assert_non_null(archive);
        assert_int_equal(zip_stat_index(archive, 1 + i % 2, 0, &st), 0);
        assert_int_equal(st.comp_method, cases[i / 2].method);
        file = zip_fopen_index(archive, 1 + i % 2, 0);
        assert_int_equal(zip_fread(file, found, sizeof found), bytes.len);
        assert_memory_equal(found, bytes.ptr, bytes.len);
        zip_fclose(file);
        zip_discard(archive);
        deflated_clear(&content);
        deflater_free(deflater);
    }
    temp_clear(&temp);
}

/* As on a full disk: what cannot be spilled stays in memory. */
static void
no_room_to_spill_loses_nothing(void **state)
{
    static const rlim_t rooms[] = {0, 1500000, RLIM_INFINITY};
    struct deflater *deflater = deflater_new();
    struct strbuf noise = {0};
    struct rlimit old;

    (void)state;
    add_noise(&noise, 8000003);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old);
    for (size_t i = 0; i < N_ITEMS(rooms); i++) {
        struct rlimit limit = {rooms[i], old.rlim_max};
        struct deflated content = {.size = 0};
        z_stream stream = {0};
        char *found = malloc(noise.len + 1);
        char chunk[5000];
        uint64_t at = 0;
        ptrdiff_t n;

        setrlimit(RLIMIT_FSIZE, &limit);
        deflater_begin(deflater, &content);
        deflater_add(deflater, strbuf_str(&noise));
        assert_true(deflater_end(deflater));
        setrlimit(RLIMIT_FSIZE, &old);
        assert_int_equal(content.n_spilled > 0, rooms[i] > 0);
        inflateInit2(&stream, -MAX_WBITS);
        stream.next_out = (Bytef *)found;
        stream.avail_out = (uInt)noise.len + 1;
        while ((n = deflated_read(&content, at, chunk, sizeof chunk)) > 0) {
            stream.next_in = (Bytef *)chunk;
            stream.avail_in = (uInt)n;
            inflate(&stream, Z_NO_FLUSH);
            at += (uint64_t)n;
        }
        assert_int_equal(at, deflated_len(&content));
        assert_int_equal(stream.total_out, noise.len);
        assert_memory_equal(found, noise.ptr, noise.len);
        inflateEnd(&stream);
        deflated_clear(&content);
        free(found);
    }
    deflater_free(deflater);
    strbuf_clear(&noise);
}

static void
a_failed_write_is_reported_once(void **state)
{
    struct diags diags = {0};
    struct zipout *zip = zipout_new("/nonexistent/a.zip");

    (void)state;
    zipout_add(zip, STR("a"), STR("b"));
    assert_false(zipout_close(zip, &diags));
    assert_int_equal(diags.n_errors, 1);
    assert_true(diags.system_failed);
    assert_string_equal(diags.items[0].message,
                        "cannot be written: No such file or directory");
    diags_clear(&diags);
    zipout_discard(zipout_new("/nonexistent/b.zip"));
    zipout_discard(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out),
        cmocka_unit_test(bytes_depend_on_contents_only),
        cmocka_unit_test(entries_are_deflated_without_time_or_extra_fields),
        cmocka_unit_test(what_was_deflated_goes_into_any_archive),
        cmocka_unit_test(no_room_to_spill_loses_nothing),
        cmocka_unit_test(a_failed_write_is_reported_once),
    };

    return cmocka_run_group_tests_name("zipout", tests, NULL, NULL);
}
