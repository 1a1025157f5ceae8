using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;

namespace BerryAIGen.Database.Workflows;

/// <summary>Workflows, steps and blobs as the contract writes them.</summary>
/// <param name="tokens">Signs the addresses of blobs.</param>
/// <param name="baseAddress">How whoever reads it reaches this server.</param>
/// <param name="hidesMature">Whether nobody has looked at results that nobody classified: they count as mature.</param>
/// <param name="now">From which addresses count.</param>
public sealed class WorkflowDocuments(BlobTokens tokens, string baseAddress, bool hidesMature, DateTimeOffset now)
{
    // Results are nobody's judgement here: they are taken for r until a classifier says otherwise.
    private static readonly string[] BelowUnrated = ["pg", "pg13"];

    private readonly BlobAddresses _addresses = new(tokens, baseAddress, now);

    /// <summary>Whether steps read it: they work on results that nobody is shown.</summary>
    public bool HidesNothing { get; init; }

    public JsonObject Of(WorkflowView view)
    {
        var row = view.Workflow;
        var document = new JsonObject
        {
            ["id"] = row.Id,
            ["createdAt"] = Time(row.CreatedAt),
            ["status"] = row.Status,
            ["startedAt"] = Time(row.StartedAt),
            ["completedAt"] = Time(row.CompletedAt),
            ["tags"] = JsonNode.Parse(row.Tags),
            ["metadata"] = JsonNode.Parse(row.Metadata),
            ["arguments"] = JsonNode.Parse(row.Arguments),
            ["steps"] = new JsonArray([.. view.Steps.Select(step => Of(view, step))]),
            ["callbacks"] = JsonNode.Parse(row.Callbacks),
            ["tips"] = new JsonObject { ["civitai"] = 0, ["creators"] = 0 },
            ["cost"] = Cost(row.EstimatedSeconds),
            ["transactions"] = new JsonObject { ["list"] = new JsonArray() },
            ["upgradeMode"] = "manual",
            ["currencies"] = new JsonArray(),
            ["forceRefunded"] = false,
            ["ephemeral"] = row.IsEphemeral,
        };
        foreach (var (name, value) in StoredJson.Object(row.Others))
            document[name] = value?.DeepClone();
        if (row.AllowMatureContent is { } allowed)
            document["allowMatureContent"] = allowed;
        if (row.NsfwLevel is { } level)
            document["nsfwLevel"] = level;
        if (row.ExternalId is { } external)
            document["externalId"] = external;
        return WithoutNulls(document);
    }

    public JsonObject Of(WorkflowView view, WorkflowStepRow step)
    {
        var isOpen = !StepStatus.IsTerminal(step.Status);
        var document = new JsonObject
        {
            ["$type"] = step.Type,
            ["name"] = step.Name,
            ["priority"] = StepPriorities.All[step.Priority],
            ["timeout"] = step.TimeoutSeconds is { } seconds
                ? TimeSpan.FromSeconds(seconds).ToString("c", CultureInfo.InvariantCulture)
                : null,
            ["retries"] = step.Retries,
            ["metadata"] = JsonNode.Parse(step.Metadata),
            ["status"] = step.Status,
            ["startedAt"] = Time(step.StartedAt),
            ["completedAt"] = Time(step.CompletedAt),
            ["estimatedProgressRate"] = isOpen ? step.Progress : null,
            ["jobs"] = Jobs(view, step),
            ["input"] = JsonNode.Parse(step.Input),
            ["output"] = Output(view.Workflow, step),
        };
        return WithoutNulls(document);
    }

    /// <summary>The ids of the results of a workflow that are there and are not hidden.</summary>
    public IEnumerable<string> ShownBlobs(WorkflowView view) =>
        view.Steps.SelectMany(step => BlobAddresses.ShownIn(Output(view.Workflow, step))).Distinct();

    /// <summary>A blob with an address.</summary>
    public JsonObject Of(BlobRow row)
    {
        var document = BlobFacts(row.Id, row.Type, row.Width, row.Height, row.JobId);
        _addresses.WriteInto(document, isHidden: false);
        return document;
    }

    /// <summary>A blob as outputs keep it; its address is another one whenever it is told.</summary>
    public static JsonObject BlobFacts(string id, string type, int? width, int? height, string? job)
    {
        var document = new JsonObject
        {
            ["type"] = type,
            ["id"] = id,
            ["available"] = true,
            ["jobId"] = job,
            ["nsfwLevel"] = "na",
            ["width"] = width,
            ["height"] = height,
        };
        return WithoutNulls(document);
    }

    /// <summary>Seconds in place of money: nothing is paid here.</summary>
    public static JsonObject Cost(double seconds)
    {
        var whole = (int)Math.Ceiling(seconds);
        return new JsonObject
        {
            ["base"] = whole,
            ["factors"] = new JsonObject(),
            ["fixed"] = new JsonObject(),
            ["tips"] = new JsonObject { ["civitai"] = 0, ["creators"] = 0 },
            ["total"] = whole,
        };
    }

    /// <summary>A workflow that was only estimated: nothing of it lasts, so it has no id, and its jobs tell that somebody can do each step.</summary>
    public JsonObject OfEstimate(WorkflowView view)
    {
        var workflow = Of(view);
        workflow.Remove("id");
        foreach (var step in workflow["steps"]!.AsArray())
            step!["jobs"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "",
                    ["status"] = StepStatus.Unassigned,
                    ["cost"] = 1,
                    ["queuePosition"] = new JsonObject { ["support"] = "available" },
                }
            );
        workflow["transactions"]!["insufficientBuzz"] = false;
        return workflow;
    }

    /// <inheritdoc cref="BlobAddresses.Of"/>
    public string ContentAddress(string blobId, string? fileName, bool isDownload) =>
        _addresses.Of(blobId, fileName, isDownload);

    private JsonNode? Output(WorkflowRow workflow, WorkflowStepRow step)
    {
        if (step.Output is null)
            return null;
        var output = JsonNode.Parse(step.Output);
        var isHidden =
            !HidesNothing
            && (
                hidesMature
                || workflow.AllowMatureContent == false
                || (workflow.NsfwLevel is { } level && BelowUnrated.Contains(level))
            );
        _addresses.WriteInto(output, isHidden);
        return output;
    }

    private static JsonArray Jobs(WorkflowView view, WorkflowStepRow step)
    {
        var jobs = JsonNode.Parse(step.FormerJobs)!.AsArray();
        if (step.JobId is { } id)
        {
            var job = new JsonObject
            {
                ["id"] = id,
                ["status"] = step.Status,
                ["startedAt"] = Time(step.StartedAt),
                ["completedAt"] = Time(step.CompletedAt),
                ["cost"] = 1,
                ["estimatedProgressRate"] = StepStatus.IsTerminal(step.Status) ? null : step.Progress,
                ["reason"] = step.Error,
            };
            if (!StepStatus.IsTerminal(step.Status))
                job["queuePosition"] = WithoutNulls(
                    new JsonObject
                    {
                        ["support"] = "available",
                        ["precedingJobs"] = view.Preceding.TryGetValue(step.Name, out var before) ? before : null,
                    }
                );
            jobs.Add((JsonNode)WithoutNulls(job));
        }
        else if (step is { Status: StepStatus.Failed, Error: { } why })
            // Given up before anybody could begin it: there was no job, and jobs are where the contract tells reasons.
            jobs.Add(
                (JsonNode)WithoutNulls(
                    new JsonObject
                    {
                        ["id"] = "",
                        ["status"] = step.Status,
                        ["completedAt"] = Time(step.CompletedAt),
                        ["cost"] = 1,
                        ["reason"] = why,
                    }
                )
            );

        return jobs;
    }

    public static string? Time(DateTime? time) =>
        time is { } at
            ? DateTime
                .SpecifyKind(at, DateTimeKind.Utc)
                .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : null;

    private static JsonObject WithoutNulls(JsonObject json)
    {
        foreach (var name in json.Where(row => row.Value is null).Select(row => row.Key).ToArray())
            json.Remove(name);
        return json;
    }
}
