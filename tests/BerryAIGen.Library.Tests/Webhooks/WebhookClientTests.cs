using System.Collections.Concurrent;
using System.Diagnostics;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Webhooks;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Library.Tests.Webhooks;

public sealed class WebhookClientTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhooks_address_stands_in_no_trace_and_its_receiver_learns_of_none()
    {
        var (hook, plain) = ($"/hook-{Guid.NewGuid():n}", $"/plain-{Guid.NewGuid():n}");
        await using var receiver = await ScriptedServer.StartAsync();
        receiver.On(hook, ScriptedAnswer.Text("thanks")).On(plain, ScriptedAnswer.Text("here"));
        ConcurrentQueue<string> traced = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("System.Net.Http", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
                traced.Enqueue(
                    string.Join(
                        ' ',
                        activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Prepend(activity.DisplayName)
                    )
                ),
        };
        ActivitySource.AddActivityListener(listener);
        using var library = new BerryLibrary(new LibraryOptions { AllowedHosts = [$"127.0.0.1:{receiver.Url.Port}"] });
        using var usual = new HttpClient();

        // Inside a trace, as a server has one for each request.
        using var outer = new Activity("outer").Start();
        var answer = await library.Webhooks.SendAsync(
            new WebhookMessage(receiver.At(hook), "msg_1", "{}", [WebhookSecret.New()]),
            Stop
        );
        await usual.GetStringAsync(receiver.At(plain), Stop);

        answer.IsTaken.ShouldBeTrue(answer.Error);
        traced.ShouldContain(line => line.Contains(plain));
        traced.ShouldNotContain(line => line.Contains(hook));
        var told = receiver.Requests.Single(request => request.Path == hook);
        (told.Header("traceparent"), told.Header("tracestate"), told.Header("baggage")).ShouldBe((null, null, null));
        receiver.Requests.Single(request => request.Path == plain).Header("traceparent").ShouldNotBeNull();
    }
}
