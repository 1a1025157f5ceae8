using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Toolkit.Tests.Webhooks;

/// <summary>A server that may tell this machine, and a receiver that says what a test tells it to say.</summary>
internal sealed class ToldToolkit : IAsyncDisposable
{
    private const string Path = "/hook";

    private readonly TemporaryFolder _home = new();

    private ToldToolkit(ScriptedServer receiver) => Receiver = receiver;

    public ScriptedServer Receiver { get; }

    public RunningToolkit Server { get; private set; } = null!;

    public Uri Url => Receiver.At(Path);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ToldToolkit> StartAsync(params ScriptedAnswer[] answers)
    {
        var story = new ToldToolkit(await ScriptedServer.StartAsync());
        story.Receiver.On(Path, answers.Length == 0 ? [ScriptedAnswer.Text("thanks")] : answers);
        Directory.CreateDirectory(story._home.Combine("models"));
        await story.RestartAsync();
        return story;
    }

    /// <summary>Starts a server on what the one before left.</summary>
    public async Task RestartAsync() =>
        Server = await RunningToolkit.StartAsync(
            _home.Path,
            _home.Combine("library.db"),
            ("BERRY_ALLOW_HOSTS", "127.0.0.1"),
            ("MODELS_DIR", _home.Combine("models"))
        );

    /// <summary>Makes a webhook to the receiver.</summary>
    public Task<JsonNode> AddAsync(params string[] events) =>
        Server.PostAsync(
            "/api/webhooks",
            new JsonObject
            {
                ["url"] = Url.AbsoluteUri,
                ["name"] = "build",
                ["events"] = new JsonArray([.. events.Select(word => JsonValue.Create(word))]),
            }
        );

    /// <summary>Has something happen: a job begins and ends.</summary>
    public Task<JsonNode> HappenAsync() => Server.BodyAsync("POST", "/api/models/index", "{}");

    /// <summary>What the receiver was told, as soon as it is so many messages.</summary>
    public async Task<IReadOnlyList<RecordedRequest>> ToldAsync(int count)
    {
        await Eventually.TrueAsync(() => Receiver.Requests.Count >= count, Stop);
        return Receiver.Requests;
    }

    /// <summary>The one delivery of a webhook as soon as it fits.</summary>
    public async Task<JsonNode> DeliveryAsync(string id, Func<JsonNode, bool> fits) =>
        (
            await Server.WaitAsync(
                $"/api/webhooks/{id}/deliveries",
                page => page["deliveries"]!.AsArray() is [{ } first, ..] && fits(first)
            )
        )["deliveries"]![0]!;

    /// <summary>What openssl signs a message with: not a line of ours is in it.</summary>
    public static async Task<string> SignatureAsync(RecordedRequest told, string secret)
    {
        var key = Convert.ToHexStringLower(Convert.FromBase64String(secret["whsec_".Length..]));
        var start = new ProcessStartInfo(
            "openssl",
            ["dgst", "-sha256", "-mac", "HMAC", "-macopt", $"hexkey:{key}", "-binary"]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var openssl = Process.Start(start)!;
        var signed = $"{told.Header("webhook-id")}.{told.Header("webhook-timestamp")}.{told.Body}";
        await openssl.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(signed), Stop);
        openssl.StandardInput.Close();
        using var bytes = new MemoryStream();
        await openssl.StandardOutput.BaseStream.CopyToAsync(bytes, Stop);
        await openssl.WaitForExitAsync(Stop);
        return $"v1,{Convert.ToBase64String(bytes.ToArray())}";
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Receiver.DisposeAsync();
        _home.Dispose();
    }
}
