-- 许昌市政府网站和政务新媒体季度抽查及管理情况通报：每个名单从这里算出。
--
-- 输入表：问题（检查问题，一个单位的一种表现一行）、报送（信息报送统计）、
-- 录播（《做客政府网》录播）、新媒体（政务新媒体抽查），
-- 加上 期次（设置，一行）和 单位名录。单位一律存全称。
-- 文字在模板里，这里只出数字、名单和真假（1、0）。


-- 一、口径 ----------------------------------------------------------------

-- 写在通报里的“较多”“较高”“较少”各是多少，只在这里定。
CREATE VIEW 规则 AS
SELECT 20 AS 部门较多线,    -- 市直单位采用达到几条为“采用信息较多”
       50 AS 县区较多线,    -- 县（市、区）采用达到几条，
       70 AS 县区采用率线,  -- 且采用率达到百分之几为“质量较高”
       2 AS 偏少线;         -- 报送不多于几条为“数量较少”

-- 问题类别，依通报的次序；最后一类不由抽查登记，由报送统计得出。
CREATE VIEW 类别表 AS
SELECT 1 AS 级, '网站信息更新不及时' AS 类别
UNION ALL SELECT 2, '办事指南要素类别缺失'
UNION ALL SELECT 3, '单位名称未随机构改革更新'
UNION ALL SELECT 4, '网站工作年度报表填报有误'
UNION ALL SELECT 5, '疫情信息发布不及时'
UNION ALL SELECT 6, '自查整改不认真'
UNION ALL SELECT 7, '市政府门户网站内容保障不力';

CREATE VIEW 名录 AS
SELECT CAST(序号 AS INTEGER) AS 序, 全称, 简称, 组 = '市直单位' AS 是市直,
       _file, _sheet, _row
FROM 单位名录;


-- 二、表扬 ----------------------------------------------------------------

-- 名录里的单位没有统计的，按报送 0 条计。
CREATE VIEW 报送情况 AS
SELECT u.全称, u.简称, u.是市直, u.序, coalesce(b.报送数, 0) AS 报送数,
       coalesce(b.采用数, 0) AS 采用数, b.单位 IS NULL AS 无统计,
       coalesce(b._file, u._file) AS _file,
       coalesce(b._sheet, u._sheet) AS _sheet,
       coalesce(b._row, u._row) AS _row
FROM 名录 u LEFT JOIN 报送 b ON b.单位 = u.全称;

-- 由多到少，相同的按名录。
CREATE VIEW 县区较多 AS
SELECT 简称, 采用数
FROM 报送情况 CROSS JOIN 规则 r
WHERE NOT 是市直 AND 采用数 >= r.县区较多线
  AND 采用数 * 100 >= 报送数 * r.县区采用率线
ORDER BY 采用数 DESC, 序;

CREATE VIEW 部门较多 AS
SELECT 简称, 采用数
FROM 报送情况 CROSS JOIN 规则 r
WHERE 是市直 AND 采用数 >= r.部门较多线
ORDER BY 采用数 DESC, 序;

-- 按第一次录播的先后。
CREATE VIEW 录播单位 AS
SELECT u.简称
FROM 录播 l JOIN 名录 u ON u.全称 = l.单位
GROUP BY u.全称
ORDER BY min(l.录播日期), u.序;


-- 三、问题 ----------------------------------------------------------------

CREATE VIEW 问题明细 AS
SELECT t.级, p.类别, u.全称, u.简称, u.序, p.表现,
       coalesce(p.否决, '') = '是' AS 否决, p._file, p._sheet, p._row
FROM 问题 p
JOIN 名录 u ON u.全称 = p.单位
JOIN 类别表 t ON t.类别 = p.类别;

CREATE VIEW 报送偏少单位 AS
SELECT 简称, 报送数, _file, _sheet, _row, '报送数' AS _col
FROM 报送情况 CROSS JOIN 规则 r
WHERE 报送数 <= r.偏少线
ORDER BY 序;

CREATE VIEW 报送总览 AS
SELECT count(*) AS 偏少数, count(*) FILTER (WHERE 报送数 = 0) AS 零报送数
FROM 报送偏少单位;

-- 一类的一种表现一句；没有单位的类不出现，后面的类序补上。
-- 单位的次序同登记表；内容保障一类不点名，名单为空。
CREATE VIEW 问题句 AS
SELECT 类别, 名单, 家数 > 1 AS 多家, 表现, 名单 IS NULL AS 内容保障,
       dense_rank() OVER (ORDER BY 级) AS 类序,
       row_number() OVER (PARTITION BY 级 ORDER BY 行) = 1 AS 类首
FROM (SELECT 级, 类别, 名单, 家数, 表现, 行
      FROM (SELECT 级, 类别, 表现,
                   group_concat(简称, '、') OVER 全组 AS 名单,
                   count(*) OVER 全组 AS 家数,
                   first_value(_row) OVER 全组 AS 行,
                   row_number() OVER (PARTITION BY 级, 表现
                                      ORDER BY _row) AS 第
            FROM 问题明细
            WINDOW 全组 AS (PARTITION BY 级, 表现 ORDER BY _row
                            ROWS BETWEEN UNBOUNDED PRECEDING
                                     AND UNBOUNDED FOLLOWING))
      WHERE 第 = 1
      UNION ALL
      SELECT t.级, t.类别, NULL, 0, NULL, 0
      FROM 类别表 t CROSS JOIN 报送总览 z
      WHERE t.类别 = '市政府门户网站内容保障不力' AND z.偏少数 > 0)
ORDER BY 级, 行;

CREATE VIEW 问题总览 AS
SELECT count(*) FILTER (WHERE 类首) AS 类数,
       count(*) FILTER (WHERE 类首) > 1 AS 多类
FROM 问题句;

-- 有一种单项否决的表现，网站就不合格。
CREATE VIEW 不合格网站 AS
SELECT 全称, 简称, 表现
FROM (SELECT 全称, 简称, 序,
             group_concat(表现, '、') OVER 全组 AS 表现,
             row_number() OVER (PARTITION BY 全称 ORDER BY _row) AS 第
      FROM 问题明细
      WHERE 否决
      WINDOW 全组 AS (PARTITION BY 全称 ORDER BY _row
                      ROWS BETWEEN UNBOUNDED PRECEDING
                               AND UNBOUNDED FOLLOWING))
WHERE 第 = 1
ORDER BY 序;


-- 四、政务新媒体 ------------------------------------------------------------

CREATE VIEW 新媒体总览 AS
SELECT count(*) AS 抽查数,
       count(*) FILTER (WHERE 结果 = '不合格') AS 不合格数
FROM 新媒体;

CREATE VIEW 不合格账号 AS
SELECT 账号名称, 平台 FROM 新媒体 WHERE 结果 = '不合格' ORDER BY _row;


-- 五、检查：每个视图都应为空，每一行是一条发现 ----------------------------------

CREATE VIEW 受表扬 AS
SELECT 简称, '报送信息质量较高' AS 表扬 FROM 县区较多
UNION ALL SELECT 简称, '报送采用信息较多' FROM 部门较多
UNION ALL SELECT 简称, '配合录播' FROM 录播单位;

CREATE VIEW 不合格又受表扬 AS
SELECT b.简称, b.表扬, w.表现, p._file, p._sheet, p._row, '单位' AS _col
FROM 受表扬 b
JOIN 不合格网站 w ON w.简称 = b.简称
JOIN 问题明细 p ON p.全称 = w.全称 AND p.否决;

CREATE VIEW 点名又受表扬 AS
SELECT b.简称, b.表扬, p.类别, p._file, p._sheet, p._row, '单位' AS _col
FROM 受表扬 b JOIN 问题明细 p ON p.简称 = b.简称
WHERE NOT p.否决
ORDER BY p._row;

CREATE VIEW 合格新媒体有问题 AS
SELECT p.简称, p.表现, p._file, p._sheet, p._row, '表现' AS _col
FROM 问题明细 p
WHERE instr(p.表现, '新媒体') > 0
  AND EXISTS (SELECT 1 FROM 新媒体 m
              WHERE m.主办单位 IN (p.简称, p.全称))
  AND NOT EXISTS (SELECT 1 FROM 新媒体 m
                  WHERE m.主办单位 IN (p.简称, p.全称)
                    AND m.结果 = '不合格');

CREATE VIEW 问题重复 AS
SELECT 简称, 表现, 前行, _file, _sheet, _row, '单位' AS _col
FROM (SELECT *, min(_row) OVER (PARTITION BY 全称, 级, 表现) AS 前行
      FROM 问题明细)
WHERE 前行 < _row;

CREATE VIEW 采用多于报送 AS
SELECT 简称, 报送数, 采用数, _file, _sheet, _row, '采用数' AS _col
FROM 报送情况
WHERE 采用数 > 报送数;

CREATE VIEW 名录单位无统计 AS
SELECT 简称, _file, _sheet, _row
FROM 报送情况
WHERE 无统计;

CREATE VIEW 录播重复 AS
SELECT u.简称, l.录播日期, l.前行, l._file, l._sheet, l._row,
       '单位' AS _col
FROM (SELECT *, min(_row) OVER (PARTITION BY 单位, 录播日期) AS 前行
      FROM 录播) l
JOIN 名录 u ON u.全称 = l.单位
WHERE l.前行 < l._row;

CREATE VIEW 录播不在本期 AS
SELECT u.简称, l.录播日期, p.期别, l._file, l._sheet, l._row,
       '录播日期' AS _col
FROM 录播 l JOIN 名录 u ON u.全称 = l.单位 CROSS JOIN 期次 p
WHERE l.录播日期 NOT BETWEEN p.期别起 AND p.期别止;

CREATE VIEW 账号重复 AS
SELECT 账号名称, 平台, 前行, _file, _sheet, _row, '账号名称' AS _col
FROM (SELECT *, min(_row) OVER (PARTITION BY 账号名称, 平台) AS 前行
      FROM 新媒体)
WHERE 前行 < _row;

CREATE VIEW 成文早于期末 AS
SELECT 成文日期, 期别, _file, _sheet, _row, '成文日期' AS _col
FROM 期次
WHERE 成文日期 <= 期别止;
