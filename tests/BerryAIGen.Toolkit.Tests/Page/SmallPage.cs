using System.Text;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Page;

/// <summary>A server with a small page, as a build leaves one: a first file, and files with hashed names beside it.</summary>
public sealed class SmallPage : IAsyncLifetime
{
    public const string Index =
        "<!doctype html><meta name=\"nonce\" content=\"__NONCE__\"><style nonce=\"__NONCE__\"></style><div id=\"root\"></div>\n";
    public const string Script = "/assets/index-B2x_9aK-.js";

    private readonly TemporaryFolder _folder = new();
    private RunningToolkit? _toolkit;

    public RunningToolkit Toolkit => _toolkit ?? throw new InvalidOperationException("The server has not started yet.");

    public string Path => _folder.Combine("page");

    public static void Write(TemporaryFolder folder)
    {
        Put(folder, "page/index.html", Index);
        Put(folder, "page" + Script, "let plain;");
        Put(folder, $"page{Script}.br", "as br");
        Put(folder, $"page{Script}.gz", "as gz");
        Put(folder, "page/assets/style-template.css", "a{}");
        Put(folder, "page/favicon.svg", "<svg/>");
        Put(folder, "page/manifest.webmanifest", "{}");
        Put(folder, "page/.hidden.txt", "hidden");
        Put(folder, "page/.git/config.txt", "hidden");
        Put(folder, "secret.txt", "outside");
        File.CreateSymbolicLink(folder.Combine("page", "assets", "link.txt"), folder.Combine("secret.txt"));
        Directory.CreateSymbolicLink(folder.Combine("page", "up"), folder.Path);
    }

    public async ValueTask InitializeAsync()
    {
        Write(_folder);
        _toolkit = await RunningToolkit.StartAsync(arguments: ["--web", Path]);
    }

    public async ValueTask DisposeAsync()
    {
        await Toolkit.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Asks as a browser that goes somewhere, unless the headers say otherwise.</summary>
    public Task<PageAnswer> AskAsync(
        string path,
        string method = "GET",
        params (string Name, string Value)[] headers
    ) => PageAnswer.AskAsync(Toolkit.Http, path, method, headers);

    private static void Put(TemporaryFolder folder, string name, string text) =>
        folder.Write(name, Encoding.UTF8.GetBytes(text));
}

/// <param name="Status">The answer.</param>
/// <param name="Type">What kind of body it is.</param>
/// <param name="Text">The body.</param>
/// <param name="Headers">All of them.</param>
public sealed record PageAnswer(int Status, string? Type, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public const string Browser =
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    public static async Task<PageAnswer> AskAsync(
        HttpClient http,
        string path,
        string method = "GET",
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (headers.All(header => header.Name != "Accept"))
            headers = [.. headers, ("Accept", Browser)];
        foreach (var (name, value) in headers.Where(header => header.Value.Length > 0))
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new PageAnswer(
            (int)answer.StatusCode,
            answer.Content.Headers.ContentType?.ToString(),
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            answer
                .Headers.Concat(answer.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value))
        );
    }
}
