using System.Text.Json.Nodes;
using BerryAIGen.Testing.Scripted;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Webhooks;

public sealed class WebhookRoutesTests
{
    [Fact]
    public async Task A_webhook_is_told_what_it_chose_and_who_says_it_is_proven()
    {
        await using var story = await ToldToolkit.StartAsync();
        var server = story.Server;
        var none = await server.GetAsync("/api/webhooks");

        var made = await Proven.ChangesAsync(
            "POST /api/webhooks",
            () => story.AddAsync("job.completed"),
            async () => (await server.GetAsync("/api/webhooks"))["total_count"]!.GetValue<int>().ShouldBe(1)
        );
        var (id, secret) = (made["webhook"]!["id"]!.ToString(), made["secret"]!.ToString());
        var nothing = await server.GetAsync($"/api/webhooks/{id}/deliveries");
        await story.HappenAsync();
        var told = (await story.ToldAsync(1))[0];

        told.Method.ShouldBe("POST");
        told.Header("webhook-signature").ShouldBe(await ToldToolkit.SignatureAsync(told, secret));
        var body = JsonNode.Parse(told.Body)!;
        body["type"]!.ToString().ShouldBe("job.completed");
        body["timestamp"]!.ToString().ShouldEndWith("Z");
        (body["data"]!["kind"]!.ToString(), body["data"]!["state"]!.ToString()).ShouldBe(("index", "completed"));
        Proven.Tells(
            "GET /api/webhooks",
            await server.GetAsync("/api/webhooks"),
            all => all["webhooks"][0]["name"].ToString().ShouldBe("build"),
            unlike: none
        );
        await story.DeliveryAsync(id, one => one["state"]!.ToString() == "delivered");
        Proven.Tells(
            "GET /api/webhooks/{id}/deliveries",
            await server.GetAsync($"/api/webhooks/{id}/deliveries"),
            page =>
            {
                page["deliveries"][0]["id"].ToString().ShouldBe(told.Header("webhook-id"));
                page["deliveries"][0]["attempts"][0]["status"].GetValue<int>().ShouldBe(200);
                page["deliveries"][0]["attempts"][0]["answer"].ToString().ShouldBe("thanks");
            },
            unlike: nothing
        );
        (await server.GetAsync($"/api/webhooks/{id}/deliveries?state=failed"))["deliveries"]!.AsArray().ShouldBeEmpty();
        story.Receiver.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_is_sent_again_by_hand_under_its_id_and_a_test_at_once()
    {
        await using var story = await ToldToolkit.StartAsync();
        var server = story.Server;
        var id = (await story.AddAsync("job.completed"))["webhook"]!["id"]!.ToString();
        await story.HappenAsync();
        var first = (await story.ToldAsync(1))[0].Header("webhook-id");
        await story.DeliveryAsync(id, one => one["state"]!.ToString() == "delivered");

        await Proven.ChangesAsync(
            "POST /api/webhooks/{id}/deliveries/{delivery}/retry",
            async () =>
            {
                await server.PostAsync($"/api/webhooks/{id}/deliveries/{first}/retry");
                return await story.ToldAsync(2);
            },
            () => story.Receiver.Requests.Count(one => one.Header("webhook-id") == first).ShouldBe(2)
        );
        var test = await Proven.ChangesAsync(
            "POST /api/webhooks/{id}/test",
            () => server.PostAsync($"/api/webhooks/{id}/test"),
            () => story.Receiver.Requests.ShouldContain(one => one.Body.Contains("webhook.test"))
        );

        test["state"]!.ToString().ShouldBe("delivered");
        test["attempts"]![0]!["status"]!.GetValue<int>().ShouldBe(200);
        test["payload"]!["data"]!["name"]!.ToString().ShouldBe("build");
    }

    [Fact]
    public async Task A_secret_is_changed_without_a_gap_and_never_told_again()
    {
        await using var story = await ToldToolkit.StartAsync();
        var server = story.Server;
        var made = await story.AddAsync("job.*");
        var (id, old) = (made["webhook"]!["id"]!.ToString(), made["secret"]!.ToString());

        var rotated = await Proven.ChangesAsync(
            "POST /api/webhooks/{id}/rotate",
            () => server.PostAsync($"/api/webhooks/{id}/rotate", new JsonObject()),
            async () =>
                (await server.GetAsync($"/api/webhooks/{id}"))["old_secret_until"].ShouldNotBeNull(made.ToJsonString())
        );
        var @new = rotated["secret"]!.ToString();
        await server.PostAsync($"/api/webhooks/{id}/test");
        var told = (await story.ToldAsync(1))[0];

        @new.ShouldNotBe(old);
        told.Header("webhook-signature")!
            .Split(' ')
            .ShouldBe([await ToldToolkit.SignatureAsync(told, @new), await ToldToolkit.SignatureAsync(told, old)]);
        var lists = new[] { "/api/webhooks", $"/api/webhooks/{id}", $"/api/webhooks/{id}/deliveries", "/api/audit" };
        List<string> seen = [];
        foreach (var path in lists)
            seen.Add((await server.GetAsync(path)).ToJsonString());
        seen.Add(await server.EndAndReadAsync());
        foreach (var part in new[] { old, @new }.Select(secret => secret["whsec_".Length..^4]))
            seen.ShouldAllBe(text => !text.Contains(part));
    }

    [Fact]
    public async Task What_is_not_taken_is_sent_again_after_a_while_under_the_same_id()
    {
        await using var story = await ToldToolkit.StartAsync(
            ScriptedAnswer.Text("not now", 503),
            ScriptedAnswer.Text("thanks")
        );
        var id = (await story.AddAsync("job.completed"))["webhook"]!["id"]!.ToString();
        await story.HappenAsync();

        var waiting = await story.DeliveryAsync(id, one => one["attempts"]!.AsArray().Count == 1);
        var failing = await story.Server.GetAsync($"/api/webhooks/{id}");
        var done = await story.DeliveryAsync(id, one => one["state"]!.ToString() == "delivered");

        waiting["state"]!.ToString().ShouldBe("pending");
        var pause = waiting["next_at"]!.GetValue<double>() - waiting["attempts"]![0]!["at"]!.GetValue<double>();
        pause.ShouldBeInRange(4.9, 6.1);
        waiting["attempts"]![0]!["answer"]!.ToString().ShouldBe("not now");
        waiting["attempts"]![0]!["error"]!.ToString().ShouldContain("503");
        failing["failing_since"].ShouldNotBeNull();
        done["attempts"]!.AsArray().Count.ShouldBe(2);
        story.Receiver.Requests.Select(one => one.Header("webhook-id")).Distinct().Count().ShouldBe(1);
        (await story.Server.GetAsync($"/api/webhooks/{id}"))["failing_since"].ShouldBeNull();
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_who_is_gone_is_told_nothing_more()
    {
        await using var story = await ToldToolkit.StartAsync(
            ScriptedAnswer.Redirect(new Uri("http://127.0.0.1:9/elsewhere")),
            ScriptedAnswer.Text("gone", 410)
        );
        var server = story.Server;
        var id = (await story.AddAsync("job.completed"))["webhook"]!["id"]!.ToString();

        var redirected = await server.PostAsync($"/api/webhooks/{id}/test");
        await story.HappenAsync();
        var disabled = await server.WaitAsync($"/api/webhooks/{id}", one => !one["enabled"]!.GetValue<bool>());
        await story.HappenAsync();
        var notes = await server.GetAsync("/api/notifications");

        redirected["state"]!.ToString().ShouldBe("failed");
        redirected["attempts"]![0]!["error"]!.ToString().ShouldContain("redirects are not followed");
        disabled["disabled_because"]!.ToString().ShouldContain("410");
        notes["notifications"]![0]!["kind"]!.ToString().ShouldBe("webhook_disabled");
        story.Receiver.Requests.Count.ShouldBe(2);
        Proven.Tells(
            "GET /api/webhooks/{id}",
            disabled,
            told => told["disabled_because"].ToString().ShouldContain("410"),
            unlike: await Proven.ChangesAsync(
                "PUT /api/webhooks/{id}",
                () => server.BodyAsync("PUT", $"/api/webhooks/{id}", """{"enabled":true,"events":["download.*"]}"""),
                async () =>
                    (await server.GetAsync($"/api/webhooks/{id}"))["events"]![0]!.ToString().ShouldBe("download.*")
            )
        );
        await Proven.ChangesAsync(
            "DELETE /api/webhooks/{id}",
            () => server.DeleteAsync($"/api/webhooks/{id}"),
            async () => (await server.SendAsync("GET", $"/api/webhooks/{id}")).Status.ShouldBe(404)
        );
    }

    [Fact]
    public async Task What_was_on_its_way_when_the_server_was_killed_is_sent_by_the_next_one()
    {
        await using var story = await ToldToolkit.StartAsync(
            ScriptedAnswer.Text("never heard") with
            {
                StallAfter = 0,
            },
            ScriptedAnswer.Text("thanks")
        );
        var id = (await story.AddAsync("job.completed"))["webhook"]!["id"]!.ToString();
        await story.HappenAsync();
        var before = (await story.ToldAsync(1))[0];
        await story.Server.KillAsync();
        await story.Server.DisposeAsync();

        await story.RestartAsync();
        var after = (await story.ToldAsync(2))[1];

        after.Header("webhook-id").ShouldBe(before.Header("webhook-id"));
        after.Body.ShouldBe(before.Body);
        var done = await story.DeliveryAsync(id, one => one["state"]!.ToString() == "delivered");
        done["attempts"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_makes_no_sense_or_leads_into_a_private_network_is_refused()
    {
        await using var server = await RunningToolkit.StartAsync();

        foreach (var host in (string[])["127.0.0.1:8080", "10.1.2.3", "169.254.169.254", "[::1]", "localhost"])
            await RefusedAsync(new JsonObject { ["url"] = $"http://{host}/hook" }, 403, "private network");
        await RefusedAsync(new JsonObject { ["url"] = "http://name:word@example.org/" }, 400, "no name and password");
        await RefusedAsync(new JsonObject { ["url"] = "file:///etc/passwd" }, 400, "http or https");
        await RefusedAsync(new JsonObject { ["name"] = "nowhere" }, 400, "url");
        var far = new JsonObject { ["url"] = "https://192.0.32.10/hook" };
        await RefusedAsync(With(far, "events", new JsonArray("model.*")), 400, "model.*");
        await RefusedAsync(With(far, "events", new JsonArray("download.progress")), 400, "download.progress");
        await RefusedAsync(With(far, "secret", "whsec_c2hvcnQ="), 400, "24 to 64 bytes");
        (await server.GetAsync("/api/webhooks"))["total_count"]!.GetValue<int>().ShouldBe(0);
        foreach (var path in (string[])["test", "rotate", "deliveries/msg_1/retry"])
            (await server.SendAsync("POST", $"/api/webhooks/wh_nobody/{path}", "{}")).Status.ShouldBe(404);

        async Task RefusedAsync(JsonObject question, int status, string word)
        {
            var (answered, error) = await server.SendAsync("POST", "/api/webhooks", question.ToJsonString());
            answered.ShouldBe(status, error.ToJsonString());
            error["error"]!["message"]!.ToString().ShouldContain(word);
        }

        static JsonObject With(JsonObject question, string name, JsonNode value)
        {
            var copy = question.DeepClone().AsObject();
            copy[name] = value;
            return copy;
        }
    }
}
