#include "gen/form/form_face.h"

#include <strings.h>

static bool
is_named(struct str font, const char *name)
{
    return font.len == str_from(name).len &&
           strncasecmp(font.ptr, name, font.len) == 0;
}

enum face
face_of(struct str font)
{
    static const struct {
        const char *name;
        enum face face;
    } names[] = {
        {"仿宋", FACE_FANGSONG},
        {"仿宋_GB2312", FACE_FANGSONG},
        {"仿宋_GB18030", FACE_FANGSONG},
        {"FangSong", FACE_FANGSONG},
        {"FangSong_GB2312", FACE_FANGSONG},
        {"STFangsong", FACE_FANGSONG},
        {"华文仿宋", FACE_FANGSONG},
        {"楷体", FACE_KAI},
        {"楷体_GB2312", FACE_KAI},
        {"楷体_GB18030", FACE_KAI},
        {"KaiTi", FACE_KAI},
        {"KaiTi_GB2312", FACE_KAI},
        {"STKaiti", FACE_KAI},
        {"华文楷体", FACE_KAI},
        {"黑体", FACE_HEI},
        {"SimHei", FACE_HEI},
        {"STHeiti", FACE_HEI},
        {"华文黑体", FACE_HEI},
        {"宋体", FACE_SONG},
        {"SimSun", FACE_SONG},
        {"NSimSun", FACE_SONG},
        {"新宋体", FACE_SONG},
        {"STSong", FACE_SONG},
        {"华文宋体", FACE_SONG},
        {"Times New Roman", FACE_TIMES},
    };
    static const struct {
        const char *start;
        enum face face;
    } starts[] = {
        {"方正仿宋", FACE_FANGSONG}, {"FZFangSong", FACE_FANGSONG},
        {"方正楷体", FACE_KAI},      {"FZKai", FACE_KAI},
        {"方正黑体", FACE_HEI},      {"FZHei", FACE_HEI},
        {"方正书宋", FACE_SONG},     {"FZShuSong", FACE_SONG},
    };

    font = str_trim(font);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (is_named(font, names[i].name)) {
            return names[i].face;
        }
    }
    if (str_find(font, STR("小标宋"), 0) != SIZE_MAX ||
        str_starts_with(font, STR("FZXiaoBiaoSong"))) {
        return FACE_XIAOBIAOSONG;
    }
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        if (str_starts_with(font, str_from(starts[i].start))) {
            return starts[i].face;
        }
    }
    return FACE_OTHER;
}

const char *
face_name(enum face face)
{
    static const char *const names[] = {
        "?", "仿宋", "楷体", "黑体", "宋体", "小标宋", "Times New Roman",
    };

    return names[face];
}
