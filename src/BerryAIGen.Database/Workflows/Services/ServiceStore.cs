using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows.Services;

/// <summary>What the workers of this database's servers do, and how well they did it lately.</summary>
public sealed class ServiceStore(LibraryDatabase database, WorkerCatalogue workers, TimeProvider time)
{
    // The last ones say enough. Of each type: many of one hide no other's.
    private const int MostRuns = 20_000;

    /// <summary>A page of the services that fit, with how many fit.</summary>
    public async Task<(IReadOnlyList<JsonObject> Items, int Total)> ListAsync(
        ServiceQuestion question,
        CancellationToken cancellationToken
    )
    {
        var services = new List<JsonObject>();
        foreach (var step in workers.Steps.Where(step => Fits(step, question)))
        {
            var runs = await FindRunsAsync(step.Type, question.Window, cancellationToken);
            services.Add(Document(step, question.Window, runs));
        }

        var found = services
            .Where(service => question.Status is null || $"{service["status"]}" == question.Status)
            .OrderBy(service => $"{service["id"]}", StringComparer.Ordinal)
            .ToArray();
        return ([.. found.Skip(question.Offset).Take(question.Limit)], found.Length);
    }

    /// <summary>One of them with its numbers over time; null when there is none.</summary>
    public async Task<JsonObject?> FindAsync(
        string id,
        string window,
        string interval,
        CancellationToken cancellationToken
    )
    {
        if (workers.Steps.FirstOrDefault(step => IdOf(step) == id) is not { } step)
            return null;
        var runs = await FindRunsAsync(step.Type, window, cancellationToken);
        var service = Document(step, window, runs);
        var part = ServiceTimes.FindInterval(interval)!.Value.Ticks;
        service["history"] = new JsonObject
        {
            ["interval"] = interval,
            ["buckets"] = new JsonArray([
                .. runs.GroupBy(run => run.CompletedAt.Ticks / part)
                    .OrderByDescending(bucket => bucket.Key)
                    .Select(bucket =>
                    {
                        var numbers = ServiceNumbers.Of([.. bucket]);
                        numbers["at"] = WorkflowDocuments.Time(new DateTime(bucket.Key * part, DateTimeKind.Utc));
                        return (JsonNode)numbers;
                    }),
            ]),
        };
        return service;
    }

    private static string IdOf(WorkerStep step) => $"{step.Category}/{step.Type}";

    private static bool Fits(WorkerStep step, ServiceQuestion question)
    {
        string?[] texts = [IdOf(step), step.Name, step.Description, .. step.Tags];
        return (question.Category is not { } category || step.Category == category)
            && IdOf(step).StartsWith(question.Prefix ?? "", StringComparison.Ordinal)
            && question.Tags.All(step.Tags.Contains)
            && texts.Any(text => text?.Contains(question.Text ?? "", StringComparison.OrdinalIgnoreCase) == true);
    }

    private async Task<ServiceRun[]> FindRunsAsync(string type, string window, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().UtcDateTime - ServiceTimes.FindWindow(window)!.Value;
        await using var context = database.CreateContext();
        return await context
            .WorkflowSteps.AsNoTracking()
            .Where(step => step.CompletedAt > since && step.Type == type)
            .OrderByDescending(step => step.CompletedAt)
            .Take(MostRuns)
            .Select(step => new ServiceRun(
                step.Type,
                step.Status,
                step.StartedAt,
                step.CompletedAt!.Value,
                step.IsUserError
            ))
            .ToArrayAsync(cancellationToken);
    }

    private JsonObject Document(WorkerStep step, string window, ServiceRun[] runs)
    {
        var problem = workers.FindRefusal(step.Type, null);
        var metrics = ServiceNumbers.Of(runs);
        (metrics["window"], metrics["asOf"]) = (window, WorkflowDocuments.Time(time.GetUtcNow().UtcDateTime));
        var submit = $"/v2/consumer/recipes/{step.Type}";
        return new JsonObject
        {
            ["id"] = IdOf(step),
            ["category"] = step.Category,
            ["parameters"] = new JsonObject { ["operation"] = step.Type },
            ["step"] = step.Type,
            ["submit"] = submit,
            ["estimate"] = $"{submit}?whatif=true",
            ["name"] = step.Name ?? step.Type,
            ["description"] = problem is null ? step.Description : $"{step.Description} {problem}".Trim(),
            ["tags"] = Words(step.Tags),
            ["strengths"] = step.Strengths,
            ["weaknesses"] = step.Weaknesses,
            ["modalities"] = new JsonObject { ["input"] = Words(step.Takes), ["output"] = Words(step.Makes) },
            ["status"] = problem is null ? ServiceNumbers.StatusOf(runs) : "unavailable",
            ["metrics"] = metrics,
        };
    }

    private static JsonArray Words(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];
}

/// <summary>Which services are asked for.</summary>
public sealed record ServiceQuestion
{
    public string? Category { get; init; }

    /// <summary>How their ids begin.</summary>
    public string? Prefix { get; init; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Stands in id, name, description or tags.</summary>
    public string? Text { get; init; }

    public string? Status { get; init; }

    /// <summary>Of <see cref="ServiceTimes"/>.</summary>
    public string Window { get; init; } = ServiceTimes.UsualWindow;

    public int Limit { get; init; } = 50;

    public int Offset { get; init; }
}
