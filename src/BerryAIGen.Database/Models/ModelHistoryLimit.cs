using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Models;

/// <summary>Keeps the history of models from growing for ever: what machines say again and again is kept for a year.</summary>
public static class ModelHistoryLimit
{
    private const int Batch = 500;

    /// <summary>
    /// What is said anew with each run. All else stays: where a model came from, what a person did, how often it was used,
    /// and above all what brings a deleted one back.
    /// </summary>
    private static readonly string[] Repeated =
    [
        "verified",
        "not verified",
        "found wrong",
        "scanned",
        "changed",
        "missing",
        "returned",
        "moved",
    ];

    public static TimeSpan Kept { get; } = TimeSpan.FromDays(365);

    /// <returns>How many lines.</returns>
    public static async Task<int> ForgetAsync(
        LibraryDatabase database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var before = time.GetUtcNow().UtcDateTime - Kept;
        var forgotten = 0;
        await using var context = database.CreateContext();
        var old = context.ModelEvents.Where(row => Repeated.Contains(row.Event) && row.At < before);
        for (int batch; (batch = await old.Take(Batch).ExecuteDeleteAsync(cancellationToken)) > 0; )
            forgotten += batch;
        return forgotten;
    }
}
