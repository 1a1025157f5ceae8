using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>The words of a workflow.</summary>
public sealed class WorkflowTagClient
{
    private readonly OrchestrationTransport _transport;

    internal WorkflowTagClient(OrchestrationTransport transport) => _transport = transport;

    /// <summary>Adds a word.</summary>
    /// <exception cref="ArgumentException">The word is empty or longer than 200 characters.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task AddAsync(string workflowId, string tag, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            HttpMethod.Post,
            PathOf(workflowId),
            OrchestrationTransport.Json(Checked(tag), OrchestrationJson.Default.String),
            isRepeatable: true,
            cancellationToken
        );

    /// <summary>Removes a word.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task RemoveAsync(string workflowId, string tag, CancellationToken cancellationToken = default) =>
        _transport.DeleteAsync(
            $"{PathOf(workflowId)}/{OrchestrationTransport.Segment(Checked(tag))}",
            cancellationToken
        );

    /// <summary>Removes all words.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task ClearAsync(string workflowId, CancellationToken cancellationToken = default) =>
        _transport.DeleteAsync(PathOf(workflowId), cancellationToken);

    private static string PathOf(string workflowId) => WorkflowClient.PathOf(workflowId) + "/tags";

    private static string Checked(string tag) =>
        WorkflowCheck.TagProblem(tag) is { } problem ? throw new ArgumentException(problem, nameof(tag)) : tag;
}
