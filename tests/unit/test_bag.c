#include "gen/archive/bag.h"

#include <string.h>

#include "tests/unit/temp.h"
#include "tests/unit/unit.h"

static void
make_bag(struct bag *bag, struct arena *arena)
{
    static const struct bag_info info = {.organization = BYTES("甲市\n乙局"),
                                         .date = BYTES("2022-01-06")};

    bag_init(bag, STR("a-2021q4"), arena);
    bag_add(bag, STR("data/documents/b.txt"), STR("two\n"));
    bag_add(bag, STR("data/a.txt"), STR("one\n"));
    bag_add(bag, STR("data/empty"), STR(""));
    bag_add(bag, STR("metadata/文件目录.xml"), STR("<a/>"));
    bag_seal(bag, &info);
}

static void
put(struct bag *bag, const char *path, const char *text)
{
    struct bag_file *file = bag_find(bag, str_from(path));

    file->bytes = str_from(text);
}

static void
take_out(struct bag *bag, const char *path)
{
    for (size_t i = 0; i < bag->n_files; i++) {
        if (str_is(bag->files[i]->path, path)) {
            bag->files[i] = bag->files[--bag->n_files];
        }
    }
}

static void
tag_files_say_what_rfc_8493_asks(void **state)
{
    struct arena arena = {0};
    struct bag bag;

    (void)state;
    make_bag(&bag, &arena);
    assert_true(str_is(bag_find(&bag, STR("bag-info.txt"))->bytes,
                       "Source-Organization: 甲市 乙局\n"
                       "External-Identifier: a-2021q4\n"
                       "Bagging-Date: 2022-01-06\n"
                       "Payload-Oxum: 8.3\n"));
    assert_true(str_starts_with(
        bag_find(&bag, STR("manifest-sm3.txt"))->bytes,
        STR("8fac0d14c6a074a561bb9e6fc2b4ca8c88208071a075db749028f61c7c8fce1b"
            "  data/a.txt\n")));
    assert_true(str_starts_with(
        bag_find(&bag, STR("manifest-sha256.txt"))->bytes,
        STR("2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806"
            "  data/a.txt\n")));
    arena_clear(&arena);
}

static void
a_whole_bag_comes_back_and_passes(void **state)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct temp temp;
    struct bag bag;
    struct bag read;

    (void)state;
    temp_init(&temp);
    make_bag(&bag, &arena);
    assert_true(bag_write(&bag, temp_path(&temp, "a.zip"), &diags));
    assert_true(bag_read(&read, temp.path, &arena, &diags));
    assert_true(str_is(read.id, "a-2021q4"));
    assert_int_equal(read.n_files, bag.n_files);
    assert_true(bag_check(&read, temp.path, &diags));
    assert_int_equal(diags.n_items, 0);
    bag_add(&read, STR("data/sealed/c.pdf"), STR("%PDF-"));
    bag_seal(&read, NULL);
    assert_true(bag_check(&read, temp.path, &diags));
    temp_clear(&temp);
    arena_clear(&arena);
    diags_clear(&diags);
}

static void
change_byte(struct bag *bag)
{
    put(bag, "data/a.txt", "One\n");
}
static void
change_size(struct bag *bag)
{
    put(bag, "data/a.txt", "one");
}
static void
lose_payload(struct bag *bag)
{
    take_out(bag, "data/a.txt");
}
static void
lose_manifest(struct bag *bag)
{
    take_out(bag, "manifest-sm3.txt");
}
static void
lose_tag_manifest(struct bag *bag)
{
    take_out(bag, "tagmanifest-sha256.txt");
}
static void
change_tag_file(struct bag *bag)
{
    put(bag, "metadata/文件目录.xml", "<b/>");
}
static void
add_payload(struct bag *bag)
{
    bag_add(bag, STR("data/b.txt"), STR(""));
}
static void
add_tag_file(struct bag *bag)
{
    bag_add(bag, STR("other.txt"), STR(""));
}
static void
add_fetch(struct bag *bag)
{
    bag_add(bag, STR("fetch.txt"), STR(""));
}
static void
change_version(struct bag *bag)
{
    put(bag, "bagit.txt",
        "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n");
}
static void
change_info(struct bag *bag)
{
    put(bag, "bag-info.txt", "Payload-Oxum: 8.2\n");
}

static void
every_fault_is_found_and_named(void **state)
{
    static const struct {
        const char *name;
        void (*harm)(struct bag *bag);
        const char *place;
    } cases[] = {
        {"a byte of a payload file changed", change_byte, "data/a.txt"},
        {"a payload file got shorter", change_size, "data/a.txt"},
        {"a payload file is gone", lose_payload, "data/a.txt"},
        {"a manifest is gone", lose_manifest, "manifest-sm3.txt"},
        {"the tag manifest is gone", lose_tag_manifest,
         "tagmanifest-sha256.txt"},
        {"a tag file changed", change_tag_file, "metadata/文件目录.xml"},
        {"a payload file came in", add_payload, "data/b.txt"},
        {"a tag file came in", add_tag_file, "other.txt"},
        {"a file is to be fetched", add_fetch, "fetch.txt"},
        {"the version is another", change_version, "bagit.txt"},
        {"the oxum is another", change_info, "bag-info.txt"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct arena arena = {0};
        struct diags diags = {0};
        struct temp temp;
        struct bag bag;
        struct bag read;
        bool named = false;

        temp_init(&temp);
        make_bag(&bag, &arena);
        cases[i].harm(&bag);
        assert_true(bag_write(&bag, temp_path(&temp, "a.zip"), &diags));
        assert_true(bag_read(&read, temp.path, &arena, &diags));
        if (bag_check(&read, temp.path, &diags)) {
            fail_msg("%s", cases[i].name);
        }
        for (size_t k = 0; k < diags.n_items; k++) {
            named =
                named || strcmp(diags.items[k].at.place, cases[i].place) == 0;
        }
        if (!named) {
            fail_msg("%s, but %s is not named", cases[i].name, cases[i].place);
        }
        temp_clear(&temp);
        arena_clear(&arena);
        diags_clear(&diags);
    }
}

static void
what_fits_as_a_name_is_an_id(void **state)
{
    static const struct {
        const char *id;
        bool fits;
    } cases[] = {
        {"a", true},     {"luan-2021q4", true}, {"A_1.b", true}, {"", false},
        {".a", false},   {"-a", false},         {"a/b", false},  {"a b", false},
        {"通报", false}, {"..", false},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        if (bag_is_id(str_from(cases[i].id)) != cases[i].fits) {
            fail_msg("%s", cases[i].id);
        }
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(tag_files_say_what_rfc_8493_asks),
        cmocka_unit_test(a_whole_bag_comes_back_and_passes),
        cmocka_unit_test(every_fault_is_found_and_named),
        cmocka_unit_test(what_fits_as_a_name_is_an_id),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
