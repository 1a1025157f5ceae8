using System.Diagnostics;
using System.Text.Json;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Benchmarks;

/// <summary>Reading a page of models against a bare parse of it: both in turns, the best of many, against the two limits.</summary>
internal static class PageFigure
{
    private const double TimesABareParse = 2.0;
    private const double AllocatedMegabytes = 3.0;
    private const int Rounds = 300;

    /// <summary>Prints the two figures; 1 when one of them is missed.</summary>
    public static int Print()
    {
        var page = ModelPage.Bytes();
        var (bare, models) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            bare = Best(bare, () => Parse(page));
            models = Best(models, () => Read(page));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(page);
        var megabytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 1e6;

        var ratio = models / bare;
        Console.WriteLine(
            FormattableString.Invariant(
                $"a page of models ({page.Length / 1000} KB) / a bare parse: {models.TotalMilliseconds:0.00} ms, {bare.TotalMilliseconds:0.00} ms"
            )
        );
        return Row("times a bare parse", ratio, TimesABareParse) | Row("MB allocated", megabytes, AllocatedMegabytes);
    }

    private static int Row(string what, double figure, double limit)
    {
        var isMissed = figure > limit;
        Console.WriteLine(
            FormattableString.Invariant(
                $"{what, -20} {figure, 6:0.00}  (<= {limit:0.0})  {(isMissed ? "MISSED" : "ok")}"
            )
        );
        return isMissed ? 1 : 0;
    }

    private static TimeSpan Best(TimeSpan best, Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        var took = Stopwatch.GetElapsedTime(start);
        return took < best ? took : best;
    }

    private static void Parse(byte[] page)
    {
        using var document = JsonDocument.Parse(page);
    }

    private static void Read(byte[] page) => LenientJson.Read(page, CivitaiJson.Default.ResultsModel);
}
