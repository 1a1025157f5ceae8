using System.Text.Json;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Single steps without a workflow around them: no tags, no callbacks, no external id.</summary>
/// <remarks>Without an external id a second try could pay twice, so a recipe is sent once only.</remarks>
public sealed class RecipeClient
{
    private readonly OrchestrationTransport _transport;

    internal RecipeClient(OrchestrationTransport transport) => _transport = transport;

    /// <summary>The recipes that no step of a workflow stands for.</summary>
    public static IReadOnlyList<string> WithoutStep { get; } =
    ["batchOCRSafetyClassification", "humanoidImageMask", "prepareResource", "repeat", "tryOnU"];

    /// <summary>Every recipe that is known here.</summary>
    public static IReadOnlyList<string> KnownNames { get; } =
    [.. StepInputs.KnownTypes.Concat(WithoutStep).Order(StringComparer.Ordinal)];

    /// <summary>Runs one step, which is paid at once.</summary>
    /// <exception cref="CivitaiUnavailableException">Nobody knows whether it ran; the list of workflows may tell.</exception>
    /// <exception cref="CivitaiRequestException">The service refused; nothing was charged.</exception>
    public Task<RecipeResult> RunAsync(
        StepInput input,
        RecipeOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        return RunAsync(input.StepType, StepInputs.Write(input), options, cancellationToken);
    }

    /// <summary>Runs a recipe by its name.</summary>
    /// <exception cref="CivitaiUnavailableException">Nobody knows whether it ran; the list of workflows may tell.</exception>
    /// <exception cref="CivitaiRequestException">The service refused; nothing was charged.</exception>
    public async Task<RecipeResult> RunAsync(
        string name,
        JsonElement input,
        RecipeOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            return await PostAsync(name, input, options ?? new(), isEstimate: false, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is CivitaiUnavailableException or CivitaiInvalidReplyException)
        {
            throw new CivitaiUnavailableException(
                $"{problem.Message} Whether the recipe ran is not known; look at the list of workflows before running it again.",
                ((CivitaiRequestException)problem).StatusCode,
                problem
            );
        }
    }

    /// <summary>What a recipe would cost; nothing starts and nothing is charged.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<RecipeResult> EstimateAsync(
        StepInput input,
        RecipeOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        var how = (options ?? new()) with { Wait = TimeSpan.Zero };
        return PostAsync(input.StepType, StepInputs.Write(input), how, isEstimate: true, cancellationToken);
    }

    private async Task<RecipeResult> PostAsync(
        string name,
        JsonElement input,
        RecipeOptions options,
        bool isEstimate,
        CancellationToken cancellationToken
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var path = new UrlQuery($"/v2/consumer/recipes/{OrchestrationTransport.Segment(name)}")
            .Add("wait", new SubmitOptions { Wait = options.Wait }.WaitSeconds)
            .AddIf("whatif", isEstimate)
            .Add("experimental", options.Experimental)
            .Add("allowMatureContent", options.AllowMatureContent)
            .AddIf("ephemeral", options.IsEphemeral);
        var json = await _transport
            .PostAsync(
                path.ToString(),
                OrchestrationTransport.Json(input, OrchestrationJson.Default.JsonElement),
                OrchestrationJson.Default.JsonElement,
                isRepeatable: isEstimate,
                options.Wait,
                cancellationToken
            )
            .ConfigureAwait(false);
        return new RecipeResult(name, json, IsWorkflow(json) ? Read(json) : null);
    }

    private static bool IsWorkflow(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("steps", out var steps)
        && steps.ValueKind == JsonValueKind.Array
        && json.TryGetProperty("status", out _);

    private static Workflow Read(JsonElement json) =>
        LenientJson.Read(
            JsonSerializer.SerializeToUtf8Bytes(json, OrchestrationJson.Default.JsonElement),
            OrchestrationJson.Default.Workflow
        );
}
