using System.Text.Json;
using BerryAIGen.Civitai.Orchestration;

namespace BerryAIGen.Generation.Orchestrators;

/// <summary>What a workflow would cost, by its parts and by who pays.</summary>
public sealed record Quote
{
    /// <summary>All together, in Buzz; null when the orchestrator names no price.</summary>
    public int? Total { get; init; }

    /// <summary>What is paid in any case.</summary>
    public int? Base { get; init; }

    /// <summary>Numbers that are multiplied.</summary>
    public IReadOnlyDictionary<string, double> Factors { get; init; } = new Dictionary<string, double>();

    /// <summary>Numbers that are added, tips and fees among them.</summary>
    public IReadOnlyDictionary<string, double> Added { get; init; } = new Dictionary<string, double>();

    /// <summary>What each account would pay.</summary>
    public IReadOnlyDictionary<string, int> Accounts { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether the accounts hold too little.</summary>
    public bool IsShort { get; init; }

    /// <summary>Whether somebody could run every job now.</summary>
    public bool IsReady { get; init; }

    /// <summary>When it should be done, if it began now; null when nobody says.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>How many jobs are before it; null when nobody says.</summary>
    public int? Before { get; init; }

    /// <summary>Reads it from an estimate.</summary>
    public static Quote Of(Workflow estimate)
    {
        var places = estimate
            .Steps.SelectMany(step => step.Jobs ?? [])
            .Select(job => job.QueuePosition)
            .OfType<JobPosition>()
            .ToArray();
        var added = Numbers(estimate.Cost?.Fixed).Concat(Numbers(estimate.Cost?.Fees)).ToList();
        if (estimate.Cost?.Tips is { } tips)
        {
            added.Add(new("tip to Civitai", tips.Civitai ?? 0));
            added.Add(new("tip to creators", tips.Creators ?? 0));
        }

        return new Quote
        {
            Total = estimate.Cost?.Total,
            Base = estimate.Cost?.Base,
            Factors = Numbers(estimate.Cost?.Factors).ToDictionary(),
            Added = added
                .Where(row => row.Value != 0)
                .GroupBy(row => row.Key)
                .ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.Value)),
            Accounts = (estimate.Transactions?.List ?? [])
                .Where(line => line.Amount is > 0 && line.Type != TransactionType.Credit)
                .GroupBy(line => line.AccountType?.Value ?? "buzz")
                .ToDictionary(lines => lines.Key, lines => lines.Sum(line => line.Amount ?? 0)),
            IsShort = estimate.Transactions?.InsufficientBuzz == true,
            IsReady = estimate.IsReady,
            DoneAt = places.Max(place => place.CompleteAt),
            Before = places.Max(place => place.PrecedingJobs),
        };
    }

    private static IEnumerable<KeyValuePair<string, double>> Numbers(JsonElement? members) =>
        members is { ValueKind: JsonValueKind.Object } found
            ? found
                .EnumerateObject()
                .Where(member => member.Value.ValueKind == JsonValueKind.Number)
                .Select(member => KeyValuePair.Create(member.Name, member.Value.GetDouble()))
            : [];
}
