namespace BerryAIGen.Sandbox.Faults;

/// <summary>Something that goes wrong with the requests that it matches. Members combine; one fault serves one request.</summary>
public sealed record Fault
{
    /// <summary>Path that the request must have; <c>*</c> stands for any text. Default: every path.</summary>
    public string Path { get; init; } = "*";

    /// <summary>Text that the query string must contain; null: any.</summary>
    public string? Query { get; init; }

    /// <summary>civitai, storage or huggingface; null: any.</summary>
    public string? Host { get; init; }

    /// <summary>HTTP method; null: any.</summary>
    public string? Method { get; init; }

    /// <summary>How many requests it spoils; null: every one.</summary>
    public int? Times { get; init; }

    /// <summary>How many matching requests pass before it begins.</summary>
    public int Skip { get; init; }

    /// <summary>Status to answer instead of the route's answer; null: the route answers.</summary>
    public int? Status { get; init; }

    /// <summary>Body that goes with <see cref="Status"/>; null: the one that the real server sends with it.</summary>
    public string? Body { get; init; }

    /// <summary>Media type of <see cref="Body"/>.</summary>
    public string ContentType { get; init; } = "application/json; charset=utf-8";

    /// <summary>Value of a Retry-After header, in seconds or as a date; null: none.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>A whole answer of the real world instead of the route's answer.</summary>
    public CannedAnswer? Canned { get; init; }

    /// <summary>Address to redirect to (307), for instance a private one.</summary>
    public string? RedirectTo { get; init; }

    /// <summary>Redirects to the request's own address, for ever.</summary>
    public bool RedirectLoop { get; init; }

    /// <summary>Pause before the answer, in milliseconds.</summary>
    public int DelayMilliseconds { get; init; }

    /// <summary>Bytes of the body after which nothing more comes until the client gives up; 0: not even the headers.</summary>
    public long? StallAfter { get; init; }

    /// <summary>Bytes of the body after which the connection is cut; 0: before the headers.</summary>
    public long? CutAfter { get; init; }

    /// <summary>Length to which the body is shortened although the answer is complete as HTTP.</summary>
    public int? TruncateTo { get; init; }

    /// <summary>Speed of the body; null: as fast as it goes.</summary>
    public int? BytesPerSecond { get; init; }

    /// <summary>Offset in the file of a byte that storage sends wrongly.</summary>
    public long? WrongByteAt { get; init; }

    /// <summary>ETag that storage sends and compares instead of the file's.</summary>
    public string? ETag { get; init; }

    /// <summary>Storage answers 200 with the whole file to a Range request.</summary>
    public bool IgnoreRange { get; init; }

    /// <summary>Storage sends no Content-Length.</summary>
    public bool HideLength { get; init; }

    /// <summary>Storage sends no Content-Disposition.</summary>
    public bool HideName { get; init; }

    /// <summary>Storage treats the link as expired.</summary>
    public bool ExpireLink { get; init; }

    /// <summary>What is changed in the JSON of the route's answer.</summary>
    public AnswerChanges Changes { get; init; }
}
