using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>Which address of a blob is wanted.</summary>
public sealed record BlobRequest
{
    /// <summary>The workflow that made it; null for any.</summary>
    public string? WorkflowId { get; init; }

    /// <summary>How mature it may be at most; null for any.</summary>
    public NsfwLevel? NsfwLevel { get; init; }

    /// <summary>The name that a browser saves it under; null for the service's.</summary>
    public string? FileName { get; init; }

    /// <summary>Whether a browser saves it in place of showing it; default false.</summary>
    public bool IsDownload { get; init; }

    internal string ToPath(string blobId) =>
        new UrlQuery($"/v2/consumer/blobs/{OrchestrationTransport.Segment(blobId)}")
            .Add("workflowId", WorkflowId)
            .Add("nsfwLevel", NsfwLevel?.Value)
            .Add("filename", FileName)
            .AddIf("download", IsDownload)
            .ToString();
}
