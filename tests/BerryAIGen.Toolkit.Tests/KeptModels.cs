using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database;
using BerryAIGen.Database.Models;

namespace BerryAIGen.Toolkit.Tests;

/// <summary>Models that are here: each test has a server, a folder and a database of its own.</summary>
public abstract class KeptModels : IAsyncLifetime
{
    private protected RunningToolkit Server { get; private set; } = null!;

    // One tensor of four bytes.
    private protected static readonly byte[] Model =
    [
        60,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        .. """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}      """u8,
        1,
        2,
        3,
        4,
    ];

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected string Database => Server.Database;

    private protected HttpClient Http => Server.Http;

    public async ValueTask InitializeAsync() => Server = await RunningToolkit.StartAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Server.DisposeAsync();
    }

    // The server and this test read the same database; the folder is one that nobody indexes by itself.
    private protected async Task<string> AddAsync(
        string id,
        byte[] bytes,
        Action<ModelRow>? also = null,
        string ending = ".safetensors"
    )
    {
        var path = Server.Home.Write($"elsewhere/loras/{id.Replace('/', '-')}{ending}", bytes);
        await using var context = LibraryDatabase.Open(Database).CreateContext();
        var row = new ModelRow
        {
            Id = id,
            Name = id,
            Status = ModelStatus.Local,
            LocalPath = path,
            Size = bytes.Length,
            DiskUsage = bytes.Length,
        };
        also?.Invoke(row);
        context.Registry.Add(row);
        await context.SaveChangesAsync(Stop);
        return path;
    }

    private protected async Task<JsonNode> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        using var answer = await Http.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private protected static async Task<string> ErrorAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!["error"]!["message"]!.ToString();
}
