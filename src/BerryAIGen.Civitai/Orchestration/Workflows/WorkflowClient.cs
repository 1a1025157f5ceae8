using System.Runtime.CompilerServices;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Workflows: submitted, followed, listed, changed.</summary>
/// <seealso href="https://developer.civitai.com/orchestration">Civitai's documentation</seealso>
public sealed class WorkflowClient
{
    private const string Root = "/v2/consumer/workflows";

    private readonly OrchestrationTransport _transport;

    internal WorkflowClient(OrchestrationTransport transport)
    {
        _transport = transport;
        Tags = new(transport);
        Steps = new(transport);
    }

    /// <summary>The words of a workflow.</summary>
    public WorkflowTagClient Tags { get; }

    /// <summary>Single steps of a workflow.</summary>
    public WorkflowStepClient Steps { get; }

    /// <summary>Submits a workflow, which is paid at once.</summary>
    /// <param name="template">What is to be done. Without an <see cref="WorkflowTemplate.ExternalId"/> it is given one.</param>
    /// <param name="options">Whether to wait; default not.</param>
    /// <param name="cancellationToken">Ends the asking; the workflow may have begun all the same.</param>
    /// <returns>The workflow, with the id and external id it got.</returns>
    /// <remarks>No answer, 429 and 5xx are tried again with the same external id, which pays only once.</remarks>
    /// <exception cref="ArgumentException">It cannot be submitted as it is; all reasons are named.</exception>
    /// <exception cref="CivitaiUnavailableException">
    /// Nobody knows whether it runs: submit it again with <see cref="CivitaiRequestException.ExternalId"/>.
    /// </exception>
    /// <exception cref="CivitaiRequestException">The service refused; its external id serves the next try.</exception>
    public async Task<Workflow> SubmitAsync(
        WorkflowTemplate template,
        SubmitOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(template);
        var how = options ?? new();
        var wanted = template.ExternalId is null ? template with { ExternalId = ExternalId.New() } : template;
        WorkflowCheck.ThrowIfInvalid(wanted, how);
        try
        {
            var workflow = await PostAsync(wanted, how, isEstimate: false, cancellationToken).ConfigureAwait(false);
            workflow.ExternalId ??= wanted.ExternalId;
            return workflow;
        }
        catch (CivitaiRequestException problem)
        {
            // Also of a plain refusal: it may have met the second try, while the first one was taken.
            problem.ExternalId = wanted.ExternalId;
            if (problem is CivitaiUnavailableException or CivitaiInvalidReplyException)
                throw Unsure(problem);
            throw;
        }
    }

    /// <summary>What a workflow would cost and whether somebody could run it; nothing starts and nothing is charged.</summary>
    /// <param name="template">What would be done; it must not have an external id.</param>
    /// <param name="options">How it is answered; waiting has no meaning here.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ArgumentException">It has an external id, or could not be submitted; all reasons are named.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Workflow> EstimateAsync(
        WorkflowTemplate template,
        SubmitOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(template);
        if (template.ExternalId is not null)
            throw new ArgumentException(
                "An estimate must not have an externalId: the service would answer a later submit with the estimate.",
                nameof(template)
            );
        var how = (options ?? new()) with { Wait = TimeSpan.Zero };
        WorkflowCheck.ThrowIfInvalid(template with { Ephemeral = null }, how);
        return PostAsync(template with { Ephemeral = null }, how, isEstimate: true, cancellationToken);
    }

    /// <summary>A workflow as it is now, or when it ends within the wait.</summary>
    /// <exception cref="CivitaiNotFoundException">It is unknown, somebody else's, or was ephemeral and has ended.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Workflow> GetAsync(
        string workflowId,
        SubmitOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var how = options ?? new();
        var path = new UrlQuery(PathOf(workflowId))
            .Add("wait", how.WaitSeconds)
            .AddIf("hideMatureContent", how.HidesMatureContent);
        return _transport.GetAsync(path.ToString(), OrchestrationJson.Default.Workflow, how.Wait, cancellationToken);
    }

    /// <summary>Asks after 2, 5, 10, 15 and then every 30 seconds until the workflow has ended.</summary>
    /// <param name="workflowId">The workflow.</param>
    /// <param name="progress">Told of every answer, the last one too.</param>
    /// <param name="cancellationToken">Ends the waiting, not the workflow.</param>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<Workflow> WaitAsync(
        string workflowId,
        IProgress<Workflow>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        WorkflowWaiter.WaitAsync(
            cancellation => GetAsync(workflowId, null, cancellation),
            _transport.Time,
            progress,
            cancellationToken
        );

    /// <summary>All workflows that fit, page after page, each once.</summary>
    /// <exception cref="CivitaiRequestException">The service refused, while a page was asked for.</exception>
    public async IAsyncEnumerable<Workflow> QueryAsync(
        WorkflowQuery? query = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var asked = query ?? new();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var cursors = new HashSet<string>(StringComparer.Ordinal) { asked.Cursor ?? "" };
        while (true)
        {
            var page = await QueryPageAsync(asked, cancellationToken).ConfigureAwait(false);
            foreach (var workflow in page.Items.Where(item => item.Id is null || seen.Add(item.Id)))
                yield return workflow;
            if (string.IsNullOrEmpty(page.Next) || !cursors.Add(page.Next))
                yield break;
            asked = asked with { Cursor = page.Next };
        }
    }

    /// <summary>One page of workflows.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<WorkflowPage> QueryPageAsync(
        WorkflowQuery? query = null,
        CancellationToken cancellationToken = default
    ) =>
        _transport.GetAsync(
            (query ?? new()).ToPath(),
            OrchestrationJson.Default.WorkflowPage,
            TimeSpan.Zero,
            cancellationToken
        );

    /// <summary>The results of the workflows that fit, as one zip.</summary>
    /// <returns>What comes; dispose it.</returns>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<BlobContent> OpenArchiveAsync(
        WorkflowQuery? query = null,
        CancellationToken cancellationToken = default
    ) => _transport.OpenAsync((query ?? new()).ToPath(), "application/zip", cancellationToken);

    /// <summary>Changes what is not null in the update.</summary>
    /// <exception cref="CivitaiBadRequestException">It cannot be: yellow Buzz may not do for an upgrade.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task UpdateAsync(string workflowId, WorkflowUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        // An upgrade pays anew: only the service's own state keeps a second one from paying again.
        return _transport.SendAsync(
            HttpMethod.Put,
            PathOf(workflowId),
            OrchestrationTransport.Json(update, OrchestrationJson.Default.WorkflowUpdate),
            isRepeatable: update.AllowMatureContent is null,
            cancellationToken
        );
    }

    /// <summary>Cancels; what was not delivered is given back.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task CancelAsync(string workflowId, CancellationToken cancellationToken = default) =>
        UpdateAsync(workflowId, new WorkflowUpdate { Status = WorkflowStatus.Canceled }, cancellationToken);

    /// <summary>Changes single places; never repeated by itself.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task PatchAsync(string workflowId, JsonPatch patch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(patch);
        return _transport.SendAsync(
            HttpMethod.Patch,
            PathOf(workflowId),
            patch.ToContent(),
            isRepeatable: false,
            cancellationToken
        );
    }

    /// <summary>Deletes; a running one is cancelled first.</summary>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task DeleteAsync(string workflowId, CancellationToken cancellationToken = default) =>
        _transport.DeleteAsync(PathOf(workflowId), cancellationToken);

    internal static string PathOf(string workflowId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(workflowId);
        return $"{Root}/{OrchestrationTransport.Segment(workflowId)}";
    }

    private Task<Workflow> PostAsync(
        WorkflowTemplate template,
        SubmitOptions options,
        bool isEstimate,
        CancellationToken cancellationToken
    )
    {
        var path = new UrlQuery(Root)
            .Add("wait", options.WaitSeconds)
            .AddIf("whatif", isEstimate)
            .AddIf("hideMatureContent", options.HidesMatureContent);
        return _transport.PostAsync(
            path.ToString(),
            OrchestrationTransport.Json(template, OrchestrationJson.Default.WorkflowTemplate),
            OrchestrationJson.Default.Workflow,
            isRepeatable: true,
            options.Wait,
            cancellationToken
        );
    }

    private static CivitaiUnavailableException Unsure(CivitaiRequestException problem) =>
        new(
            $"{problem.Message} Whether the workflow runs is not known; submit it again with the externalId {problem.ExternalId}, which never pays twice.",
            problem.StatusCode,
            problem
        )
        {
            RetryAfter = (problem as CivitaiUnavailableException)?.RetryAfter,
            ExternalId = problem.ExternalId,
        };
}
