namespace BerryAIGen.Testing;

/// <summary>What the server does once the bytes of a reply are sent.</summary>
public enum ReplyEnd
{
    /// <summary>Closes the connection in order.</summary>
    Close,

    /// <summary>Breaks the connection: the client sees a reset.</summary>
    Reset,

    /// <summary>Keeps the connection and sends nothing more.</summary>
    Silence,
}

/// <summary>One reply of a <see cref="RawHttpServer"/>, exactly as it goes over the wire, lies included.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">What is really sent, whatever the headers promise.</param>
public sealed record RawReply(int Status, byte[] Body)
{
    /// <summary>Sent as they are; nothing is added but <c>Connection: close</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What follows the body.</summary>
    public ReplyEnd End { get; init; } = ReplyEnd.Close;

    /// <summary>Send the body as one chunk and no closing chunk, unless <see cref="End"/> is Close.</summary>
    public bool IsChunked { get; init; }

    /// <summary>Awaited after the first byte of the body, to hold a reply until the test has seen something.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>The same reply with one more header.</summary>
    public RawReply With(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };

    /// <summary>A whole file with its length.</summary>
    public static RawReply File(byte[] body) => new RawReply(200, body).With("Content-Length", Text(body.Length));

    /// <summary>The file from <paramref name="from"/> on, as a 206 with its Content-Range.</summary>
    public static RawReply Rest(byte[] body, int from) =>
        new RawReply(206, body[from..])
            .With("Content-Length", Text(body.Length - from))
            .With("Content-Range", $"bytes {from}-{body.Length - 1}/{body.Length}");

    /// <summary>A redirect.</summary>
    public static RawReply Redirect(string location, int status = 302) =>
        new RawReply(status, []).With("Location", location).With("Content-Length", "0");

    private static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
