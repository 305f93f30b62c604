-- 咸阳市政府网站与政务新媒体季度检查结果通报：每个数字从这里算出。
--
-- 输入表：网站（网站检查结果）、错误表述（错误表述整改台账）、新媒体（不合格政务
-- 新媒体），加上 期次（设置，一行）和 单位名录。单位一律存全称，次序以名录为准。
-- 文字在模板里，这里只出数字、名单和真假（1、0）。


-- 一、口径 ----------------------------------------------------------------

-- 达到这个数即为不合格：“超过（含）10个”。
CREATE VIEW 规则 AS
SELECT 10 AS 栏目线;

-- 政务新媒体标识码里的字母说明账号在哪个平台。
CREATE VIEW 平台 AS
SELECT '微信' AS 类型, 'WX' AS 字母
UNION ALL SELECT '新浪微博', 'XL'
UNION ALL SELECT '今日头条', 'JR'
UNION ALL SELECT '抖音短视频', 'DY'
UNION ALL SELECT '移动客户端', 'YD';

CREATE VIEW 名录 AS
SELECT CAST(序号 AS INTEGER) AS 序, 全称, 简称, 组, 代码, 区划代码, 地区,
       地名, 曾用名, _file, _sheet, _row
FROM 单位名录;


-- 二、政府网站 --------------------------------------------------------------

-- 每个层级一行，次序以名录为准；一家也没有的层级不列。
CREATE VIEW 网站层级 AS
SELECT 组 AS 层级, count(*) AS 家数
FROM 名录
GROUP BY 组
ORDER BY min(序);

CREATE VIEW 检查情况 AS
SELECT u.全称 AS 网站名称, u.简称, u.组, u.代码 AS 网站标识码,
       w.不更新栏目数, w.其他问题 AS 问题,
       w.不更新栏目数 >= r.栏目线 AS 栏目不更新,
       w.不更新栏目数 >= r.栏目线 OR w.其他问题 IS NOT NULL AS 不合格,
       u.序, w._file, w._sheet, w._row
FROM 网站 w JOIN 名录 u ON u.全称 = w.单位 CROSS JOIN 规则 r
ORDER BY u.序;

CREATE VIEW 网站总览 AS
SELECT 备案数, 检查数, 不合格数, 检查数 - 不合格数 AS 合格数,
       检查数 = 备案数 AS 全覆盖
FROM (SELECT (SELECT count(*) FROM 名录) AS 备案数,
             count(*) AS 检查数,
             count(*) FILTER (WHERE 不合格) AS 不合格数
      FROM 检查情况);

-- 附件1。
CREATE VIEW 不合格网站 AS
SELECT 网站名称, 简称, 网站标识码, 栏目不更新, 问题
FROM 检查情况
WHERE 不合格
ORDER BY 序;

CREATE VIEW 栏目不更新网站 AS
SELECT 简称 FROM 检查情况 WHERE 栏目不更新 ORDER BY 序;

CREATE VIEW 其他问题网站 AS
SELECT 简称, 问题 FROM 检查情况 WHERE 问题 IS NOT NULL ORDER BY 序;


-- 三、专项检查 --------------------------------------------------------------

CREATE VIEW 专项总览 AS
SELECT 部门数, 错误数, 整改数, 整改数 = 错误数 AS 改完
FROM (SELECT count(*) AS 部门数,
             coalesce(sum(错误数), 0) AS 错误数,
             coalesce(sum(整改数), 0) AS 整改数
      FROM 错误表述);


-- 四、政务新媒体 ------------------------------------------------------------

-- 标识码有两种：政务新媒体的（610402M013DY0001）和网站的（十位数字）。
-- 码上地区看前六位；名称地区看开设主体里写着哪个县区，没有写的为空。
CREATE VIEW 账号 AS
SELECT m.标识码, m.账号类型, m.账号名称, m.开设主体, m.存在问题,
       length(m.标识码) = 10 AS 是网站码,
       CASE WHEN length(m.标识码) > 10 THEN substr(m.标识码, 11, 2)
       END AS 字母,
       (SELECT p.字母 FROM 平台 p WHERE instr(m.账号类型, p.类型) = 1)
         AS 应有字母,
       (SELECT u.地区 FROM 单位名录 u
        WHERE u.区划代码 = substr(m.标识码, 1, 6) LIMIT 1) AS 码上地区,
       (SELECT u.地区 FROM 单位名录 u
        WHERE u.地名 <> '' AND instr(m.开设主体, u.地名) > 0
        LIMIT 1) AS 名称地区,
       m._file, m._sheet, m._row
FROM 新媒体 m;

-- 附件2，次序同原表。
CREATE VIEW 不合格账号 AS
SELECT 标识码, 账号类型, 账号名称, 开设主体, 存在问题
FROM 账号
ORDER BY _row;

CREATE VIEW 新媒体总览 AS
SELECT 备案数, 不合格数, 备案数 - 不合格数 AS 合格数
FROM (SELECT 备案账号数 AS 备案数,
             (SELECT count(*) FROM 新媒体) AS 不合格数
      FROM 期次);

-- 每个有账号的问题一行，先重后轻。
CREATE VIEW 账号问题 AS
SELECT 存在问题 = '长期未更新' AS 长期, count(*) AS 个数
FROM 新媒体
GROUP BY 存在问题
ORDER BY 长期 DESC;


-- 五、检查：每个视图都应为空，每一行是一条发现 ----------------------------------

CREATE VIEW 名录网站未检查 AS
SELECT 简称, _file, _sheet, _row
FROM 名录
WHERE 全称 NOT IN (SELECT 网站名称 FROM 检查情况);

CREATE VIEW 不合格网站无标识码 AS
SELECT 简称, _file, _sheet, _row, '单位' AS _col
FROM 检查情况
WHERE 不合格 AND coalesce(网站标识码, '') = '';

CREATE VIEW 部门未专项检查 AS
SELECT 简称, _file, _sheet, _row
FROM 名录
WHERE 组 = '市级政府部门网站' AND 全称 NOT IN (SELECT 单位 FROM 错误表述);

CREATE VIEW 专项检查非部门 AS
SELECT u.简称, e._file, e._sheet, e._row, '单位' AS _col
FROM 错误表述 e JOIN 名录 u ON u.全称 = e.单位
WHERE u.组 <> '市级政府部门网站';

CREATE VIEW 整改多于错误 AS
SELECT u.简称, e.错误数, e.整改数, e._file, e._sheet, e._row,
       '整改数' AS _col
FROM 错误表述 e JOIN 名录 u ON u.全称 = e.单位
WHERE e.整改数 > e.错误数;

CREATE VIEW 标识码是网站的 AS
SELECT 账号名称, 账号类型, 标识码, _file, _sheet, _row, '标识码' AS _col
FROM 账号
WHERE 是网站码;

CREATE VIEW 标识码与类型不符 AS
SELECT a.账号名称, a.账号类型, a.标识码, a.字母, a.应有字母,
       coalesce(p.类型, '别的平台') AS 码上类型,
       a._file, a._sheet, a._row, '标识码' AS _col
FROM 账号 a LEFT JOIN 平台 p ON p.字母 = a.字母
WHERE a.字母 <> a.应有字母;

CREATE VIEW 标识码重复 AS
SELECT b.标识码, b.账号名称, b.开设主体, a.账号名称 AS 前名称,
       a.开设主体 AS 前主体, a._row AS 前行,
       b._file, b._sheet, b._row, '标识码' AS _col
FROM 账号 a JOIN 账号 b ON a.标识码 = b.标识码 AND a._row < b._row
WHERE NOT EXISTS (SELECT 1 FROM 账号 c
                  WHERE c.标识码 = a.标识码 AND c._row < a._row);

CREATE VIEW 标识码地区不符 AS
SELECT 账号名称, 开设主体, 标识码, 码上地区, 名称地区,
       _file, _sheet, _row, '标识码' AS _col
FROM 账号
WHERE 码上地区 <> 名称地区;

CREATE VIEW 标识码地区不明 AS
SELECT 账号名称, 标识码, _file, _sheet, _row, '标识码' AS _col
FROM 账号
WHERE 标识码 IS NOT NULL AND 码上地区 IS NULL;

CREATE VIEW 账号无标识码 AS
SELECT 账号名称, 开设主体, _file, _sheet, _row, '标识码' AS _col
FROM 账号
WHERE 标识码 IS NULL;

CREATE VIEW 账号重复 AS
SELECT b.账号名称, b.账号类型, b.开设主体, a._row AS 前行,
       b._file, b._sheet, b._row, '账号名称' AS _col
FROM 账号 a JOIN 账号 b
  ON a.账号名称 = b.账号名称 AND a.账号类型 = b.账号类型
     AND a.开设主体 = b.开设主体 AND a._row < b._row;

CREATE VIEW 主体用旧名 AS
SELECT a.开设主体, u.全称, a._file, a._sheet, a._row, '开设主体' AS _col
FROM 账号 a JOIN 名录 u ON u.曾用名 = a.开设主体;

CREATE VIEW 不合格多于备案 AS
SELECT z.不合格数, z.备案数, p._file, p._sheet, p._row,
       '备案账号数' AS _col
FROM 新媒体总览 z CROSS JOIN 期次 p
WHERE z.不合格数 > z.备案数;

CREATE VIEW 整改截止晚于成文 AS
SELECT 整改统计截止, 成文日期, _file, _sheet, _row,
       '整改统计截止' AS _col
FROM 期次
WHERE 整改统计截止 > 成文日期;

CREATE VIEW 日期颠倒 AS
SELECT 前项, 前日, 后项, 后日, p._file, p._sheet, p._row, 后项 AS _col
FROM (SELECT '检查开始' AS 前项, 检查开始 AS 前日,
             '检查结束' AS 后项, 检查结束 AS 后日 FROM 期次
      UNION ALL SELECT '检查结束', 检查结束, '成文日期', 成文日期 FROM 期次
      UNION ALL SELECT '统计截止', 统计截止, '成文日期', 成文日期 FROM 期次)
     CROSS JOIN 期次 p
WHERE 后日 < 前日;

CREATE VIEW 检查不在本期 AS
SELECT 期别, 检查开始, 检查结束, _file, _sheet, _row, '检查开始' AS _col
FROM 期次
WHERE 检查开始 < 期别起 OR 检查结束 > 期别止;

-- 没有附件的一期，合订本与通报正文没有分别，不印。
CREATE VIEW 合订要求 AS
SELECT 合订本 FROM 期次
WHERE 合订本 IS NOT NULL
  AND (EXISTS (SELECT 1 FROM 不合格网站) OR EXISTS (SELECT 1 FROM 不合格账号));
