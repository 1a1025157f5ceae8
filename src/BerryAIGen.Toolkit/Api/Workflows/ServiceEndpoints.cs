using System.ComponentModel;
using System.Text.Json.Nodes;
using BerryAIGen.Civitai.References;
using BerryAIGen.Database.Workflows.Services;
using BerryAIGen.Library;
using Microsoft.AspNetCore.Mvc;

namespace BerryAIGen.Toolkit.Api.Workflows;

/// <summary>What the own orchestrator can do, and which models it knows.</summary>
internal static class ServiceEndpoints
{
    private const int MostServices = 200;
    private static readonly string[] Statuses = ["unknown", "available", "degraded", "unavailable"];

    public static void MapServices(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v2").WithTags("Orchestrator");
        group.MapGet("/services", ListAsync).WithSummary("The steps that workers do, with how well they did lately.");
        group
            .MapGet("/services/{**serviceId}", GetAsync)
            .WithSummary("One kind of step, with its numbers over time; its id has slashes.");
        group.MapGet("/resources", QueueAsync).WithSummary("Models that wait to be made ready: none here.");
        group.MapGet("/resources/{air}", ResourceAsync).WithSummary("What the library has of a version, by its AIR.");
    }

    private static async Task<IResult> ListAsync(
        [Description("Of this kind: image, video, audio, utility.")] string? category,
        [Description("How their ids begin.")] string? prefix,
        [FromQuery, Description("Words that all of them have; give it several times.")] string[]? tags,
        [Description("Stands in id, name, description or words.")] string? query,
        [Description("unknown, available, degraded or unavailable.")] string? status,
        [Description("The time that the numbers are of: 1h, 24h or 7d; 24h without it.")] string? window,
        [Description("How many, 1 to 200; 50 without it.")] int? limit,
        [Description("How many come before.")] int? offset,
        ServiceStore services,
        CancellationToken cancellationToken
    )
    {
        var question = new ServiceQuestion
        {
            Category = category,
            Prefix = prefix,
            Tags = tags ?? [],
            Text = query,
            Status = status is null ? null : OneOf("status", status.ToLowerInvariant(), Statuses),
            Window = OneOf("window", window ?? ServiceTimes.UsualWindow, ServiceTimes.Windows),
            Limit = Within("limit", limit ?? 50, 1, MostServices),
            Offset = Within("offset", offset ?? 0, 0, int.MaxValue),
        };
        var (items, total) = await services.ListAsync(question, cancellationToken);
        return OrchestratorAnswers.Ok(
            new JsonObject
            {
                ["items"] = new JsonArray([.. items]),
                ["totalCount"] = total,
                ["limit"] = question.Limit,
                ["offset"] = question.Offset,
            }
        );
    }

    private static async Task<IResult> GetAsync(
        string serviceId,
        [Description("The time that the numbers are of: 1h, 24h or 7d; 24h without it.")] string? window,
        [Description("How it is divided: 5m, 1h or 1d; 1h without it.")] string? interval,
        ServiceStore services,
        CancellationToken cancellationToken
    )
    {
        // Clients write the slashes of an id as %2F, or as they are.
        var id = Uri.UnescapeDataString(serviceId);
        var service = await services.FindAsync(
            id,
            OneOf("window", window ?? ServiceTimes.UsualWindow, ServiceTimes.Windows),
            OneOf("interval", interval ?? ServiceTimes.UsualInterval, ServiceTimes.Intervals),
            cancellationToken
        );
        return service is null
            ? OrchestratorAnswers.NotFound($"There is no service \"{id}\"; GET /v2/services lists them.")
            : OrchestratorAnswers.Ok(service);
    }

    private static IResult QueueAsync(
        [Description("Which ones: queue.")] string? view,
        [Description("Where the page before ended; nothing follows here.")] string? cursor,
        [Description("How many, 1 to 1000.")] int? take
    )
    {
        OneOf("view", (view ?? "").ToLowerInvariant(), ["queue"]);
        Within("take", take ?? 100, 1, 1000);
        // No worker here fetches models: what is not in the library is not waited for.
        return OrchestratorAnswers.Ok(new JsonObject { ["items"] = new JsonArray() });
    }

    private static async Task<IResult> ResourceAsync(
        string air,
        OwnResources resources,
        CancellationToken cancellationToken
    )
    {
        var text = Uri.UnescapeDataString(air);
        if (!Air.TryParse(text, out var named) || named.Version is null)
            return OrchestratorAnswers.Refuse(
                StatusCodes.Status400BadRequest,
                $"\"{text}\" is no AIR of a version, such as urn:air:sdxl:lora:civitai:123@456."
            );
        return await resources.FindAsync(named, cancellationToken) is { } resource
            ? OrchestratorAnswers.Ok(resource)
            : OrchestratorAnswers.NotFound($"The library has no file of {named}.");
    }

    private static string OneOf(string name, string word, IEnumerable<string> words) =>
        words.Contains(word)
            ? word
            : throw new LibraryException(
                FailureCode.Usage,
                $"{name} is one of {string.Join(", ", words)}, not \"{word}\"."
            );

    private static int Within(string name, int number, int least, int most) =>
        number >= least && number <= most
            ? number
            : throw new LibraryException(FailureCode.Usage, $"{name} is {least} to {most}, not {number}.");
}
