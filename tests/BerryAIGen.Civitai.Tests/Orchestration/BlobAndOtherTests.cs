using System.Text.Json;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Civitai.References;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Orchestration;

/// <summary>Blobs, recipes, resources, services and what the orchestrator remembers of accounts.</summary>
public sealed class BlobAndOtherTests : IAsyncLifetime
{
    private OrchestratorScene _scene = null!;

    private static CancellationToken Cancelled => OrchestratorScene.Cancelled;

    private BlobClient Blobs => _scene.Client.Blobs;

    public async ValueTask InitializeAsync() => _scene = await OrchestratorScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Bytes_are_sent_found_refreshed_and_fetched_again()
    {
        var picture = new PngMaker(8, 8).Build();
        using var stream = new MemoryStream(picture);

        var blob = await Blobs.UploadAsync(stream, "image/png", Cancelled);

        blob.Available.ShouldBe(true);
        (await Blobs.ExistsAsync(blob.Id!, Cancelled)).ShouldBeTrue();
        (await Blobs.ExistsAsync("nothing", Cancelled)).ShouldBeFalse();
        (await Blobs.RefreshAsync(blob.Id!, Cancelled)).Id.ShouldBe(blob.Id);
        (await ReadAsync(await Blobs.OpenAsync(blob.Id!, null, Cancelled))).ShouldBe(picture);
        (await ReadAsync(await Blobs.OpenContentAsync(blob.Id!, Cancelled))).ShouldBe(picture);
        (await ReadAsync(await Blobs.OpenStreamAsync(blob.Id!, Cancelled))).ShouldBe(picture);
        stream.CanRead.ShouldBeTrue();
    }

    [Fact]
    public async Task The_key_stays_with_the_orchestrator()
    {
        var picture = new PngMaker(8, 8).Build();
        using var stream = new MemoryStream(picture);
        var address = await Blobs.GetUploadAddressAsync(Cancelled);

        var blob = await Blobs.UploadToAsync(address, stream, "image/png", Cancelled);
        await ReadAsync(await Blobs.OpenAsync(blob.Id!, null, Cancelled));

        var atStorage = _scene.Server.Requests.To("storage");
        atStorage.Count.ShouldBe(2);
        atStorage.ShouldAllBe(request => !request.HasAuthorization);
        // A word that would be taken for a key elsewhere is a part of the signed address.
        atStorage[0].Query.ShouldContain("token=upload");
        _scene.Server.Requests.To("orchestrator").ShouldAllBe(request => request.HasAuthorization);
        _scene.Server.Requests.To("civitai").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_blob_that_is_not_made_yet_is_waited_for_and_not_for_ever()
    {
        _scene.Server.Orchestrator.HoldBefore = "succeeded";
        var submitted = await _scene.Client.Workflows.SubmitAsync(OrchestratorScene.Pictures(), null, Cancelled);
        var workflow = await _scene.UntilAsync(submitted, one => one.Blobs.Count > 0);
        var id = workflow.Blobs[0].Blob.Id!;
        var blobs = _scene.HurriedClient().Blobs;

        (await blobs.WaitAsync(id, TimeSpan.FromSeconds(20), Cancelled)).ShouldBeFalse();
        _scene.Server.Orchestrator.HoldBefore = null;
        (await blobs.WaitAsync(id, TimeSpan.FromDays(10), Cancelled)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_address_is_told_without_going_there()
    {
        var blob = (await _scene.RunAsync(OrchestratorScene.Pictures())).Blobs[0].Blob;

        var address = await Blobs.GetAddressAsync(blob.Id!, new() { FileName = "berry.png" }, Cancelled);

        address.Host.ShouldBe("localhost");
        address.Query.ShouldContain("berry.png");
        _scene.Server.Requests.To("storage").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_that_has_expired_or_is_refused_is_asked_for_anew()
    {
        var blob = (await _scene.RunAsync(OrchestratorScene.Pictures())).Blobs[0].Blob;
        var expired = blob with { UrlExpiresAt = DateTimeOffset.UnixEpoch, Url = _scene.Server.StorageUrl + "old" };
        var refused = blob with
        {
            Url = _scene.Server.StorageUrl + $"orchestrator/{blob.Id}?X-Amz-Date=20260101T000000Z&X-Amz-Expires=1",
        };

        var file = blob with { Url = "file:///etc/hostname" };

        foreach (var one in (Blob[])[expired, refused, file])
            (await ReadAsync(await Blobs.OpenAsync(one, Cancelled))).Length.ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData(403, typeof(CivitaiUnauthorizedException))]
    [InlineData(404, typeof(CivitaiNotFoundException))]
    [InlineData(503, typeof(CivitaiUnavailableException))]
    public async Task A_storage_that_refuses_is_named_and_its_signature_is_not(int status, Type expected)
    {
        var blob = (await _scene.RunAsync(OrchestratorScene.Pictures())).Blobs[0].Blob;
        _scene.Server.Faults.Add(
            new()
            {
                Host = "storage",
                Status = status,
                Body = "<Error><Code>AccessDenied</Code></Error>",
            }
        );

        var error = await Should.ThrowAsync<CivitaiRequestException>(() =>
            _scene.HurriedClient().Blobs.OpenAsync(blob.Id!, null, Cancelled)
        );

        error.ShouldBeOfType(expected);
        error.Message.ShouldStartWith("localhost does not");
        error.Message.ShouldContain("AccessDenied");
        error.Message.ShouldContain("X-Amz-Signature=***");
    }

    [Fact]
    public async Task An_address_that_the_owner_refuses_is_not_asked()
    {
        var blob = (await _scene.RunAsync(OrchestratorScene.Pictures())).Blobs[0].Blob;
        var client = _scene.NewClient(options =>
            options.RefuseAddress = address => address.Host == "localhost" ? "It lies in a private network." : null
        );

        await Should.ThrowAsync<CivitaiAddressRefusedException>(() => client.Blobs.OpenAsync(blob, Cancelled));

        _scene.Server.Requests.To("storage").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("text/plain", 5, 415)]
    [InlineData("image/png", 5, 422)]
    [InlineData("image/jpeg", 2_000_000, 413)]
    [InlineData("image/jpeg", 0, 400)]
    public async Task An_upload_that_is_refused_says_why(string mediaType, int length, int status)
    {
        using var stream = new MemoryStream(new byte[length]);

        var error = await Should.ThrowAsync<CivitaiBadRequestException>(() =>
            Blobs.UploadAsync(stream, mediaType, Cancelled)
        );

        ((int)error.StatusCode!).ShouldBe(status);
        error.Message.ShouldNotContain("no reason given");
    }

    [Fact]
    public async Task Withheld_expired_and_wrong_tokens_are_three_errors()
    {
        await Should.ThrowAsync<CivitaiContentBlockedException>(() => Blobs.OpenBlockedAsync("any", Cancelled));
        (
            await Should.ThrowAsync<CivitaiNotFoundException>(() => Blobs.OpenArchiveAsync("expired", Cancelled))
        ).Message.ShouldContain("expired");
        await Should.ThrowAsync<CivitaiBadRequestException>(() => Blobs.OpenContentAsync("bad", Cancelled));
        (await ReadAsync(await Blobs.OpenArchiveAsync("mine", Cancelled))).Length.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_recipe_answers_with_a_workflow_or_an_output_and_both_are_read(bool isOutput)
    {
        _scene.Server.Orchestrator.RecipesAnswerOutput = isOutput;

        var result = await _scene.Client.Recipes.RunAsync(
            new ImageUpscalerInput { Image = "https://example.com/a.png" },
            null,
            Cancelled
        );

        (result.Workflow is null).ShouldBe(isOutput);
        result.Blobs.ShouldHaveSingleItem().Blob.Available.ShouldBe(true);
    }

    [Fact]
    public async Task A_recipe_is_estimated_sent_once_only_and_known_by_fifty_names()
    {
        RecipeClient.KnownNames.Count.ShouldBe(50);
        var recipes = _scene.HurriedClient().Recipes;
        var estimate = await recipes.EstimateAsync(new EchoInput { Message = "x" }, null, Cancelled);
        var other = await recipes.RunAsync("tryOnU", JsonSerializer.SerializeToElement(1), null, Cancelled);
        _scene.Server.Faults.Add(
            new()
            {
                Path = "/v2/consumer/recipes/*",
                Status = 503,
                Body = "",
            }
        );
        _scene.Server.Requests.Clear();

        var error = await Should.ThrowAsync<CivitaiUnavailableException>(() =>
            recipes.RunAsync(new EchoInput { Message = "x" }, null, Cancelled)
        );

        estimate.Workflow!.Cost!.Total.ShouldBe(1);
        other.Json.GetProperty("recipe").GetString().ShouldBe("tryOnU");
        error.Message.ShouldContain("not known");
        _scene.Server.Requests.All.Count.ShouldBe(1);
        _scene.Server.Orchestrator.PaidCount.ShouldBe(0);
    }

    [Fact]
    public async Task Resources_are_listed_and_found_by_AIR()
    {
        var all = await _scene.Client.Resources.QueryAsync(default, 2, Cancelled).ToListAsync(Cancelled);

        var one = await _scene.Client.Resources.GetAsync(Air.Parse(all[0].Air!), Cancelled);

        all.Count.ShouldBeGreaterThan(2);
        one.ShouldBe(all[0], new SameJson());
        one.Availability!.Status.ShouldBe(ResourceStatus.Available);
        await Should.ThrowAsync<CivitaiNotFoundException>(() =>
            _scene.Client.Resources.GetAsync(Air.Parse("urn:air:sdxl:lora:civitai:1@2"), Cancelled)
        );
        await Should.ThrowAsync<CivitaiBadRequestException>(() =>
            _scene.Client.Resources.GetAsync(Air.Parse("urn:air:sdxl:lora:civitai:1"), Cancelled)
        );
    }

    [Fact]
    public async Task Services_are_listed_and_found()
    {
        var all = await _scene.Client.Services.QueryAsync(new() { PageSize = 20 }, Cancelled).ToListAsync(Cancelled);
        var videos = await _scene
            .Client.Services.QueryAsync(new() { Category = "video", Prefix = "video" }, Cancelled)
            .ToListAsync(Cancelled);

        all.Count.ShouldBe(45);
        all.Select(service => service.Id!).ShouldBe(StepInputs.KnownTypes, ignoreOrder: true);
        videos.ShouldAllBe(service => service.Id!.StartsWith("video"));
        (await _scene.Client.Services.GetAsync("echo", "1h", null, Cancelled)).Status.ShouldBe(ServiceStatus.Available);
        await Should.ThrowAsync<CivitaiNotFoundException>(() =>
            _scene.Client.Services.GetAsync("nothing", null, null, Cancelled)
        );
    }

    [Fact]
    public async Task The_orchestrator_forgets_an_account_and_its_keys()
    {
        await _scene.Client.Accounts.ForgetAsync(4001, Cancelled);
        await _scene.Client.Accounts.ForgetKeysAsync(4001, Cancelled);

        _scene
            .Server.Requests.All.Select(request => $"{request.Method} {request.Path}")
            .ShouldBe(["DELETE /v2/consumer/civitai/4001", "DELETE /v2/consumer/civitai/4001/tokens"]);
    }

    [Fact]
    public async Task A_name_cannot_leave_its_place_in_the_path()
    {
        await Should.ThrowAsync<ArgumentException>(() => _scene.Client.Workflows.GetAsync("..", null, Cancelled));
        await Should.ThrowAsync<CivitaiNotFoundException>(() =>
            _scene.Client.Workflows.GetAsync("a/../../b?c", null, Cancelled)
        );

        _scene.Server.Requests.All.ShouldHaveSingleItem().Query.ShouldBeEmpty();
    }

    private static async Task<byte[]> ReadAsync(BlobContent content)
    {
        await using (content)
        {
            using var bytes = new MemoryStream();
            await content.Stream.CopyToAsync(bytes, Cancelled);
            return bytes.ToArray();
        }
    }

    private sealed class SameJson : IEqualityComparer<Resource>
    {
        public bool Equals(Resource? x, Resource? y) => x?.Air == y?.Air && x?.Size == y?.Size;

        public int GetHashCode(Resource obj) => 0;
    }
}
