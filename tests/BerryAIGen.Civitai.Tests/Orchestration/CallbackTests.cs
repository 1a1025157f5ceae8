using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Orchestration;

/// <summary>What an orchestrator tells, and whether it is the orchestrator who tells it.</summary>
public sealed class CallbackTests
{
    private const string Secret = "a secret of enough letters";
    private const string Standard = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_770_000_000);

    [Fact]
    public async Task Events_come_in_order_with_the_token_even_when_the_receiver_fails_at_first()
    {
        await using var scene = await OrchestratorScene.StartAsync();
        await using var receiver = await ScriptedServer.StartAsync();
        receiver.On("/hooks/1", ScriptedAnswer.Json("{}", 503), ScriptedAnswer.Json("{}", 200));
        var secret = new CallbackSecret(Secret);
        var address = secret.Protect(new Uri(receiver.Url, "/hooks/1"));
        var template = OrchestratorScene.Pictures() with
        {
            Callbacks =
            [
                new()
                {
                    Url = address.ToString(),
                    Type = [CallbackType.WorkflowAny, CallbackType.JobSucceeded],
                    Detailed = true,
                },
            ],
        };

        var workflow = await scene.RunAsync(template);
        await Eventually.TrueAsync(() => receiver.Requests.Count >= 5, OrchestratorScene.Cancelled);

        var requests = receiver.Requests;
        requests.ShouldAllBe(request => secret.Accepts("/hooks/1", request.Path.Split('?')[1]));
        var events = requests.Select(request => CallbackEvent.Read(Encoding.UTF8.GetBytes(request.Body))).ToList();
        events.ShouldAllBe(one => one.WorkflowId == workflow.Id && one.UnknownMembers == null);
        // The first one is told twice: its first answer was a failure.
        events
            .Select(one => $"{one.Type} {one.Status}")
            .ShouldBe([
                "workflow unassigned",
                "workflow unassigned",
                "workflow processing",
                "job succeeded",
                "workflow succeeded",
            ]);
        var last = events[^1].ShouldBeOfType<WorkflowEvent>();
        last.Details!.Steps!.ShouldHaveSingleItem().Output!.Value.GetProperty("images").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public void Each_kind_of_event_has_its_type_and_unknown_ones_are_kept()
    {
        Read("""{"$type":"workflow","workflowId":"w","status":"succeeded","timestamp":"2026-04-12T23:00:00Z"}""")
            .ShouldBeOfType<WorkflowEvent>()
            .Timestamp.ShouldBe(new DateTimeOffset(2026, 4, 12, 23, 0, 0, TimeSpan.Zero));
        Read(
                """{"$type":"Step","workflowId":"w","name":"hero","status":"Processing","preparation":{"resource":"urn:air:x","progress":0.5}}"""
            )
            .ShouldBeOfType<StepEvent>()
            .Preparation!.Progress.ShouldBe(0.5);
        var job = Read(
                """{"$type":"job","workflowId":"w","stepName":"hero","jobId":"j","status":"failed","reason":"blocked","blockedReason":"a real person"}"""
            )
            .ShouldBeOfType<JobEvent>();
        job.Reason.ShouldBe(FailureReason.Blocked);
        job.BlockedReason.ShouldBe("a real person");
        Read("""{"$type":"blob","workflowId":"w","blobId":"b"}""")
            .ShouldBeOfType<OtherEvent>()
            .UnknownMembers!["blobId"]
            .GetString()
            .ShouldBe("b");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"$type\":\"workflow\"}")]
    [InlineData("<html>")]
    public void What_is_no_event_is_refused_in_one_sentence(string body)
    {
        var error = Should.Throw<CivitaiInvalidReplyException>(() => Read(body));

        error.Message.ShouldStartWith("The callback's body cannot be read:");
        error.Message.ShouldNotContain('\n');
    }

    [Fact]
    public void Only_the_address_that_was_given_out_is_accepted()
    {
        var secret = new CallbackSecret(Secret);
        var address = secret.Protect(new Uri("https://example.com/hooks/7?kind=a"));

        secret.Accepts(address.AbsolutePath, address.Query).ShouldBeTrue();
        secret.Accepts("/hooks/8", address.Query).ShouldBeFalse();
        secret.Accepts(address.AbsolutePath, address.Query.Replace("kind=a", "kind=b")).ShouldBeFalse();
        secret.Accepts(address.AbsolutePath, "?kind=a").ShouldBeFalse();
        secret.Accepts(address.AbsolutePath, address.Query + "&token=more").ShouldBeFalse();
        new CallbackSecret(Secret + "!").Accepts(address.AbsolutePath, address.Query).ShouldBeFalse();
        address.ToString().ShouldNotContain(Secret);
        secret.ToString().ShouldBe("***");
        Should.Throw<ArgumentException>(() => secret.Protect(new Uri("http://example.com/hook")));
        Should.Throw<ArgumentException>(() => new CallbackSecret("short"));
    }

    [Fact]
    public void A_standard_signature_is_checked_with_its_age()
    {
        var body = "{\"a\":1}"u8.ToArray();
        var timestamp = Now.ToUnixTimeSeconds().ToString();
        var right = Sign($"msg_1.{timestamp}.", body);

        Problem(right, timestamp, body, Now).ShouldBeNull();
        Problem($"v1,AAAA {right}", timestamp, body, Now).ShouldBeNull();
        Problem(right, timestamp, "{\"a\":2}"u8.ToArray(), Now).ShouldBe("the signature is another one");
        Problem(right, timestamp, body, Now.AddMinutes(6)).ShouldBe("the message is too old or too early");
        Problem(right, timestamp, body, Now.AddMinutes(-6)).ShouldBe("the message is too old or too early");
        Problem(right, "soon", body, Now).ShouldBe("the message has no timestamp");
        Problem(null, timestamp, body, Now).ShouldBe("the message has no id or no signature");
        Should
            .Throw<ArgumentException>(() => StandardSignature.Problem("whsec_?", "a", "1", "b", body, Now))
            .Message.ShouldContain("base64");
    }

    [Fact]
    public void The_words_of_callbacks_leave_preparing_and_scheduled_out() => CallbackType.Known.Count.ShouldBe(21);

    private static CallbackEvent Read(string json) => CallbackEvent.Read(Encoding.UTF8.GetBytes(json));

    private static string? Problem(string? signature, string timestamp, byte[] body, DateTimeOffset now) =>
        StandardSignature.Problem(Standard, "msg_1", timestamp, signature, body, now);

    private static string Sign(string prefix, byte[] body) =>
        "v1,"
        + Convert.ToBase64String(
            HMACSHA256.HashData(
                Convert.FromBase64String(Standard["whsec_".Length..]),
                (byte[])[.. Encoding.UTF8.GetBytes(prefix), .. body]
            )
        );
}
