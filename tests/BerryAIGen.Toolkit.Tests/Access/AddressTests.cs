using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Access;

/// <summary>An address that somebody gives by REST leads to no service of this machine or its network.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:{0}/model.safetensors")]
    [InlineData("http://localhost:{0}/model.safetensors")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/model.safetensors")]
    [InlineData("http://2130706433:{0}/model.safetensors")]
    [InlineData("http://0x7f.1:{0}/model.safetensors")]
    [InlineData("http://0.0.0.0:{0}/model.safetensors")]
    [InlineData("http://169.254.169.254/latest/model.safetensors")]
    [InlineData("http://10.0.0.1/model.safetensors")]
    public async Task A_private_address_is_refused_and_not_asked(string address)
    {
        await using var inside = new RawHttpServer(RawReply.File("secret"u8.ToArray()));
        await using var toolkit = await RunningToolkit.StartAsync();

        var error = await PlanAsync(toolkit, string.Format(null, address, inside.Port));

        error["type"]!.ToString().ShouldBe("SecurityError");
        error["code"]!.ToString().ShouldBe("policy");
        inside.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_from_an_allowed_host_to_a_private_address_is_not_followed()
    {
        await using var inside = new RawHttpServer(RawReply.File("secret"u8.ToArray()));
        await using var outside = new RawHttpServer(
            new RawReply(302, []).With("Location", $"http://localhost:{inside.Port}/model.safetensors")
        );
        await using var toolkit = await RunningToolkit.StartAsync(
            environment: new Dictionary<string, string> { ["BERRY_ALLOW_HOSTS"] = $"127.0.0.1:{outside.Port}" }
        );

        var error = await PlanAsync(toolkit, outside.Address().AbsoluteUri);

        error["code"]!.ToString().ShouldBe("policy");
        outside.Requests.ShouldNotBeEmpty();
        inside.Requests.ShouldBeEmpty();
    }

    // Refused as a whole, or as the one thing that was asked for.
    private static async Task<JsonNode> PlanAsync(RunningToolkit toolkit, string reference)
    {
        Directory.CreateDirectory(toolkit.Path("models"));
        var body = new JsonObject { ["reference"] = reference, ["root"] = toolkit.Path("models") };
        var (_, answer) = await toolkit.SendAsync("POST", "/api/models/plan", body.ToJsonString());
        return answer["error"] ?? answer["items"]![0]!["error"]!;
    }
}
