using System.Diagnostics;
using BerryAIGen.IO.Pickles;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Benchmarks;

/// <summary>Scans damaged pickles by the million: none may crash, hang or take memory that its size does not warrant.</summary>
internal static class PickleFigure
{
    private const int Seed = 20260101;
    private const long MostMilliseconds = 2_000;

    public static int Print(int count)
    {
        var mutations = new PickleMutations(Seed);
        var clock = Stopwatch.StartNew();
        var (slowest, errors) = (0L, 0);
        for (var index = 0; index < count; index++)
        {
            var content = mutations.Next();
            var start = clock.ElapsedMilliseconds;
            var findings = PickleFinder.Find(content, "x.pt", CancellationToken.None);
            slowest = Math.Max(slowest, clock.ElapsedMilliseconds - start);
            errors += findings.Errors.Count > 0 ? 1 : 0;
        }

        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000;
        Console.WriteLine(
            $"{count:N0} damaged pickles in {clock.Elapsed.TotalSeconds:0.0} s ({count / clock.Elapsed.TotalSeconds:0} a second), "
                + $"{errors:N0} told as unreadable, slowest {slowest} ms, peak memory {peak} MB"
        );
        return slowest <= MostMilliseconds ? 0 : 1;
    }
}
