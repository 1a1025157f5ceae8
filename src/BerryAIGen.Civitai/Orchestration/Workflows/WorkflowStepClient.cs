using System.Text.Json;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Single steps of a workflow.</summary>
public sealed class WorkflowStepClient
{
    private readonly OrchestrationTransport _transport;

    internal WorkflowStepClient(OrchestrationTransport transport) => _transport = transport;

    /// <summary>A step as it is now.</summary>
    /// <param name="workflowId">The workflow.</param>
    /// <param name="stepName">The step's name; <c>$0</c> when it was given none.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="CivitaiRequestException">The service does not know it, or refused.</exception>
    public Task<WorkflowStep> GetAsync(
        string workflowId,
        string stepName,
        CancellationToken cancellationToken = default
    ) =>
        _transport.GetAsync(
            PathOf(workflowId, stepName),
            OrchestrationJson.Default.WorkflowStep,
            TimeSpan.Zero,
            cancellationToken
        );

    /// <summary>Puts metadata in place of the step's own.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task UpdateAsync(
        string workflowId,
        string stepName,
        JsonElement metadata,
        CancellationToken cancellationToken = default
    ) =>
        _transport.SendAsync(
            HttpMethod.Put,
            PathOf(workflowId, stepName),
            OrchestrationTransport.Json(new StepUpdate { Metadata = metadata }, OrchestrationJson.Default.StepUpdate),
            isRepeatable: true,
            cancellationToken
        );

    /// <summary>Changes single places; never repeated by itself.</summary>
    /// <exception cref="CivitaiConflictException">The step has begun, and cannot be changed any more.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task PatchAsync(
        string workflowId,
        string stepName,
        JsonPatch patch,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(patch);
        return _transport.SendAsync(
            HttpMethod.Patch,
            PathOf(workflowId, stepName),
            patch.ToContent(),
            isRepeatable: false,
            cancellationToken
        );
    }

    private static string PathOf(string workflowId, string stepName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(stepName);
        return $"{WorkflowClient.PathOf(workflowId)}/steps/{OrchestrationTransport.Segment(stepName)}";
    }
}
