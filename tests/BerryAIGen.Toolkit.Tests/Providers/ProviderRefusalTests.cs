using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Providers;

public sealed class ProviderRefusalTests(SharedToolkit shared) : IClassFixture<SharedToolkit>
{
    [Theory]
    [InlineData("POST", "/api/providers", """{"supported_formats":["x"]}""", 400, "name")]
    [InlineData("POST", "/api/providers", """{"name":"x y","supported_formats":["x"]}""", 400, "is no id")]
    [InlineData("POST", "/api/providers", """{"name":"../x","supported_formats":["x"]}""", 400, "is no id")]
    [InlineData("POST", "/api/providers", """{"name":"x","supported_formats":[]}""", 400, "formats")]
    [InlineData("POST", "/api/providers", """{"name":"x"}""", 400, "supported_formats")]
    [InlineData(
        "POST",
        "/api/providers",
        """{"name":"integration","supported_formats":["x"]}""",
        400,
        "word of this API"
    )]
    [InlineData(
        "POST",
        "/api/providers",
        """{"name":"x","supported_formats":["x"],"probe":{"alive":"//evil.example"}}""",
        400,
        "one slash"
    )]
    [InlineData("POST", "/api/providers", "null", 400, "needs a body")]
    [InlineData("POST", "/api/providers", "[]", 400, "body")]
    [InlineData("PUT", "/api/providers/vllm/settings", "[]", 400, "must be an object")]
    [InlineData("POST", "/api/providers", """{"name":"x","name":"y","supported_formats":["x"]}""", 400, "name")]
    [InlineData(
        "PUT",
        "/api/providers/vllm/settings",
        """{"address":"http://127.0.0.1:1","address":"http://127.0.0.1:2"}""",
        400,
        "address"
    )]
    [InlineData("PUT", "/api/providers/nobody", """{"supported_formats":["x"]}""", 404, "no provider")]
    [InlineData("PUT", "/api/providers/vllm", """{"name":"other"}""", 400, "address names")]
    [InlineData("DELETE", "/api/providers/llama-cpp", null, 409, "comes with the program")]
    [InlineData("GET", "/api/providers/llama-cpp/recommendations?limit=51", null, 400, "1 to 50")]
    [InlineData("GET", "/api/models/none/of/it/compatibility", null, 404, "none/of/it")]
    public async Task What_makes_no_sense_is_refused_with_a_reason(
        string method,
        string path,
        string? body,
        int status,
        string reason
    )
    {
        var answer = await shared.Toolkit.SendAsync(method, path, body);

        answer.Status.ShouldBe(status, answer.Body.ToJsonString());
        answer.Body["error"]!["message"]!.ToString().ShouldContain(reason);
    }

    [Fact]
    public async Task A_disk_that_refuses_a_provider_is_told()
    {
        var home = new TemporaryFolder();
        // A file where the folder of definitions would be.
        Directory.CreateDirectory(home.Combine(".config", "berryaigen"));
        home.Write(Path.Combine(".config", "berryaigen", "definitions"), "x"u8);
        await using var toolkit = await RunningToolkit.StartAsync(home);

        var added = await toolkit.SendAsync("POST", "/api/providers", """{"name":"x","supported_formats":["gguf"]}""");
        var changed = await toolkit.SendAsync("PUT", "/api/providers/vllm", """{"offloads":true}""");

        (added.Status, changed.Status).ShouldBe((507, 507), added.Body.ToJsonString());
        added.Body["error"]!["type"]!.ToString().ShouldBe("DiskSpaceError");
        added.Body["error"]!["message"]!.ToString().ShouldContain("\"x\" cannot be saved");
        (await toolkit.SendAsync("GET", "/api/providers/x")).Status.ShouldBe(404);
    }
}
