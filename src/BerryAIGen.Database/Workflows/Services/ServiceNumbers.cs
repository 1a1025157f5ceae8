using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;

namespace BerryAIGen.Database.Workflows.Services;

/// <summary>What the ends of steps say of how well they are done here.</summary>
internal static class ServiceNumbers
{
    // Fewer successes than this make one wonder.
    private const double Good = 0.5;

    /// <summary>The contract's word for it; mistakes of callers say nothing of how well it is done.</summary>
    public static string StatusOf(ServiceRun[] runs) =>
        SuccessRate(runs) is not { } rate ? "unknown"
        : rate < Good ? "degraded"
        : "available";

    /// <summary>The numbers of a time.</summary>
    public static JsonObject Of(ServiceRun[] runs)
    {
        var numbers = new JsonObject
        {
            ["requests"] = runs.Length,
            ["successRate"] = SuccessRate(runs) is { } rate ? Math.Round(rate, 4) : null,
            ["canceledRate"] = Part(runs, run => run.Status == StepStatus.Canceled),
            ["userErrorRate"] = Part(runs, run => run.IsUserError),
        };
        double[] seconds =
        [
            .. runs.Where(run => run is { Status: StepStatus.Succeeded, StartedAt: not null })
                .Select(run => (run.CompletedAt - run.StartedAt!.Value).TotalSeconds)
                .Order(),
        ];
        if (seconds.Length > 0)
            numbers["latencySeconds"] = new JsonObject
            {
                ["p50"] = Percentile(seconds, 0.5),
                ["p80"] = Percentile(seconds, 0.8),
                ["p95"] = Percentile(seconds, 0.95),
            };
        return numbers;
    }

    private static double? SuccessRate(ServiceRun[] runs)
    {
        var done = runs.Count(run => run.Status != StepStatus.Canceled && !run.IsUserError);
        return done == 0 ? null : runs.Count(run => run.Status == StepStatus.Succeeded) / (double)done;
    }

    private static double Part(ServiceRun[] runs, Func<ServiceRun, bool> fits) =>
        runs.Length == 0 ? 0 : Math.Round(runs.Count(fits) / (double)runs.Length, 4);

    private static double Percentile(double[] sorted, double part) =>
        Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * part) - 1)], 3);
}
