using System.Text.Json;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Orchestration;

namespace BerryAIGen.Civitai.Tests.Json;

/// <summary>The odd shapes of the real service, one by one.</summary>
public sealed class QuirkTests
{
    [Theory]
    [InlineData("""["Image","Sell"]""", "Image Sell")]
    [InlineData("\"Sell\"", "Sell")]
    [InlineData("\"{Image,RentCivit}\"", "Image RentCivit")]
    [InlineData("\"{}\"", "")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("""["Lease"]""", "Lease")]
    public void Commercial_use_comes_in_three_shapes(string json, string words) =>
        string.Join(' ', Model($$"""{"id":1,"allowCommercialUse":{{json}}}""").AllowCommercialUse).ShouldBe(words);

    [Theory]
    [InlineData("{\"username\":\"berry\"}", "berry")]
    [InlineData("{\"username\":12345}", "12345")]
    [InlineData("{\"username\":null}", null)]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    public void A_creator_may_have_a_numeric_name_or_none(string creator, string? name) =>
        Model($$"""{"id":1,"creator":{{creator}}}""").Creator?.Username.ShouldBe(name);

    [Fact]
    public void A_model_without_creator_stats_and_lists_is_read() =>
        Model("""{"id":7}""")
            .ShouldSatisfyAllConditions(
                model => model.Creator.ShouldBeNull(),
                model => model.Stats.ShouldBeNull(),
                model => model.ModelVersions.ShouldBeEmpty(),
                model => model.Tags.ShouldBeEmpty()
            );

    [Fact]
    public void Null_counts_are_null()
    {
        var stats = Model("""{"id":1,"stats":{"downloadCount":null,"thumbsUpCount":3,"rating":4.5}}""").Stats!;

        stats.DownloadCount.ShouldBeNull();
        stats.ThumbsUpCount.ShouldBe(3);
        stats.Rating.ShouldBe(4.5);
    }

    [Fact]
    public void Ids_and_counts_may_be_text() =>
        Model("""{"id":"42","stats":{"downloadCount":"7"}}""")
            .ShouldSatisfyAllConditions(
                model => model.Id.ShouldBe(42),
                model => model.Stats!.DownloadCount.ShouldBe(7)
            );

    [Fact]
    public void Unknown_words_stay_readable()
    {
        var model = Model("""{"id":1,"type":"Hologram","mode":"Frozen"}""");

        model.Type.ShouldBe(new ModelType("Hologram"));
        model.Mode.ShouldBe(new ModelMode("Frozen"));
        ModelType.Known.ShouldNotContain(model.Type);
    }

    [Fact]
    public void A_known_word_is_the_known_value() => Model("""{"id":1,"type":"LORA"}""").Type.ShouldBe(ModelType.Lora);

    [Theory]
    [InlineData("2024-04-27T21:17:26.787", "2024-04-27T21:17:26.787+00:00")]
    [InlineData("2024-04-27T21:17:26.787Z", "2024-04-27T21:17:26.787+00:00")]
    [InlineData("2024-04-27T23:17:26+02:00", "2024-04-27T21:17:26+00:00")]
    public void A_moment_without_zone_is_utc(string sent, string meant) =>
        Version($$"""{"id":1,"createdAt":"{{sent}}"}""").CreatedAt.ShouldBe(DateTimeOffset.Parse(meant));

    [Fact]
    public void Empty_arrays_may_vanish()
    {
        var version = Model("""{"id":1,"modelVersions":[{"id":2}]}""").ModelVersions.ShouldHaveSingleItem();

        version.Files.ShouldBeEmpty();
        version.Images.ShouldBeEmpty();
        version.TrainedWords.ShouldBeEmpty();
    }

    [Fact]
    public void A_missing_primary_is_false()
    {
        var files = Version("""{"id":1,"files":[{"id":2,"primary":true},{"id":3}]}""").Files;

        files.Select(file => file.IsPrimary).ShouldBe([true, false]);
    }

    [Fact]
    public void A_hash_of_2023_keeps_all_its_digits()
    {
        var digits = new string('A', 64);

        Version($$$"""{"id":1,"files":[{"id":2,"hashes":{"AutoV3":"{{{digits}}}"}}]}""")
            .Files[0]
            .Hashes!.AutoV3.ShouldBe(digits);
    }

    [Fact]
    public void Generation_data_stay_raw()
    {
        var meta = Version(
            """{"id":1,"images":[{"meta":{"hashes":["a"],"Model":{"x":1},"seed":18446744073709551615}}]}"""
        )
            .Images[0]
            .Meta!.Value;

        meta.GetProperty("seed").GetRawText().ShouldBe("18446744073709551615");
        meta.GetProperty("hashes").ValueKind.ShouldBe(JsonValueKind.Array);
    }

    [Fact]
    public void The_maturity_of_a_preview_is_a_number_and_of_an_image_a_word()
    {
        Version("""{"id":1,"images":[{"nsfwLevel":17},{"nsfw":"Soft"}]}""")
            .Images.ShouldSatisfyAllConditions(
                images => images[0].NsfwLevel.ShouldBe(MaturityLevels.PG | MaturityLevels.XXX),
                images => images[1].Nsfw.ShouldBe(ImageMaturity.Soft)
            );
        Samples
            .Read(
                """{"items":[{"id":1,"nsfwLevel":"X","nsfw":true,"browsingLevel":16}]}""",
                CivitaiJson.Default.ResultsImage
            )
            .Items[0]
            .ShouldSatisfyAllConditions(
                image => image.NsfwLevel.ShouldBe(ImageMaturity.X),
                image => image.BrowsingLevel.ShouldBe(MaturityLevels.XXX)
            );
    }

    [Theory]
    [InlineData("101", "101")]
    [InlineData("\"1|2|3\"", "1|2|3")]
    [InlineData("\"2024-01-01T00:00:00.000Z\"", "2024-01-01T00:00:00.000Z")]
    [InlineData("null", null)]
    public void A_cursor_of_any_type_is_kept_as_text(string json, string? cursor) =>
        Samples
            .Read($$$"""{"items":[],"metadata":{"nextCursor":{{{json}}}}}""", CivitaiJson.Default.ResultsModel)
            .Metadata!.NextCursor.ShouldBe(cursor);

    [Fact]
    public void An_empty_answer_is_an_empty_page() =>
        Samples.Read("""{"items":[],"metadata":{}}""", CivitaiJson.Default.ResultsModel).Items.ShouldBeEmpty();

    [Fact]
    public void A_member_of_unexpected_type_costs_only_itself_and_is_written_back()
    {
        var model = Model("""{"id":1,"name":"berry","nsfw":"perhaps","stats":[1]}""");

        model.Name.ShouldBe("berry");
        model.Nsfw.ShouldBeNull();
        model.UnknownMembers!.Keys.ShouldBe(["nsfw", "stats"], ignoreOrder: true);
        JsonSerializer
            .SerializeToElement(model, CivitaiJson.Default.Model)
            .GetProperty("nsfw")
            .GetString()
            .ShouldBe("perhaps");
    }

    [Fact]
    public void An_odd_hash_costs_only_itself() =>
        Version("""{"id":1,"files":[{"id":2,"hashes":{"SHA256":"AB","AutoV3":["CD"]}}]}""")
            .Files[0]
            .Hashes!.ShouldSatisfyAllConditions(
                hashes => hashes.Sha256.ShouldBe("AB"),
                hashes => hashes.UnknownMembers!.Keys.ShouldBe(["AutoV3"])
            );

    [Fact]
    public void An_item_that_cannot_be_read_is_kept_with_its_reason()
    {
        var page = Samples.Read(
            """{"items":[{"id":1},null,"odd",{"name":"no id"},{"id":2}]}""",
            CivitaiJson.Default.ResultsModel
        );

        page.Items.Select(model => model.Id).ShouldBe([1, 2]);
        page.Unreadable.Select(item => item.Position).ShouldBe([1, 2, 3]);
        page.Unreadable.Select(item => item.Reason)
            .ShouldBe(["expected an object, found null", "expected an object, found a string", "it has no usable id"]);
    }

    [Fact]
    public void A_bad_file_does_not_cost_its_version()
    {
        var version = Version("""{"id":1,"files":[7,{"id":2}],"images":{"not":"a list"}}""");

        version.Files.ShouldHaveSingleItem().Id.ShouldBe(2);
        version.Files.Unreadable.ShouldHaveSingleItem().Json.GetInt32().ShouldBe(7);
        version.Images.Count.ShouldBe(1);
    }

    [Fact]
    public void Unknown_members_are_written_back()
    {
        var model = Model("""{"id":1,"fromTheFuture":{"a":[1,2]}}""");

        JsonSerializer
            .SerializeToElement(model, CivitaiJson.Default.Model)
            .GetProperty("fromTheFuture")
            .GetRawText()
            .ShouldBe("""{"a":[1,2]}""");
    }

    [Fact]
    public void A_light_model_has_what_a_list_shows()
    {
        var model = Samples
            .Read(
                """
                {"items":[{"id":1,"name":"b","type":"LORA","creator":{"username":"u"},"modelVersions":[
                  {"id":5,"baseModel":"Pony","images":[]},
                  {"id":4,"baseModel":"SDXL 1.0","images":[{"url":"first"},{"url":"second"}]},
                  {"id":3,"baseModel":"Pony"}]}]}
                """,
                CivitaiJson.Default.ResultsLiteModel
            )
            .Items.ShouldHaveSingleItem();

        model.VersionIds.ShouldBe([5, 4, 3]);
        model.BaseModels.ShouldBe(["Pony", "SDXL 1.0"]);
        model.Preview!.Url.ShouldBe("first");
        model.Creator!.Username.ShouldBe("u");
    }

    [Fact]
    public void Every_registered_type_can_be_written_and_read()
    {
        foreach (var type in typeof(OpenRecord).Assembly.GetTypes().Where(IsSentType))
        {
            var metadata = CivitaiJson.Default.GetTypeInfo(type) ?? OrchestrationJson.Default.GetTypeInfo(type);
            metadata.ShouldNotBeNull(type.Name);
            JsonSerializer.Serialize(Activator.CreateInstance(type), metadata).ShouldNotBeNull();
            Should.NotThrow(() => JsonSerializer.Deserialize("{}", metadata), type.Name);
        }
    }

    private static bool IsSentType(Type type) =>
        type.IsSubclassOf(typeof(OpenRecord))
        && type is { IsGenericTypeDefinition: false, IsAbstract: false }
        // These two are no objects on the wire.
        && type != typeof(OtherInput)
        && type != typeof(ImageUploadInput);

    private static Model Model(string json) => Samples.Read(json, CivitaiJson.Default.Model);

    private static ModelVersion2 Version(string json) => Samples.Read(json, CivitaiJson.Default.ModelVersion2);
}
