using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Sources.S3;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Library.Tests.Roots.Exchange;

/// <summary>Whose server gets whose key: what a root says, and what stands elsewhere.</summary>
public sealed class BucketRulesTests : IDisposable
{
    private const string Elsewhere = "https://s3.elsewhere.example";

    private static readonly ModelRoot Attic = new() { Name = "attic", Path = "s3://bucket" };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_key_of_a_roots_profile_goes_to_no_server_that_stands_elsewhere()
    {
        var options = Asked(
            Attic with
            {
                Profile = "attic",
            },
            ("AWS_ENDPOINT_URL", Elsewhere),
            ("AWS_ENDPOINT_URL_S3", Elsewhere),
            ("AWS_REGION", "auto"),
            ("AWS_DEFAULT_REGION", "auto")
        );

        options.Endpoint.ShouldBeNull();
        options.Key!.Id.ShouldBe("AKIAATTIC");
        options.Region.ShouldBe("eu-test-1");
        options.Server.ShouldBe("Amazon S3 (eu-test-1)");
    }

    [Fact]
    public void Nor_to_one_that_stands_in_the_settings()
    {
        var options = Asked(
            Attic with
            {
                Profile = "plain",
            },
            settings: [("s3_endpoint", Elsewhere), ("s3_region", "auto")]
        );

        options.Endpoint.ShouldBeNull();
        (options.Key!.Id, options.Region).ShouldBe(("AKIAPLAIN", "us-east-1"));
    }

    [Fact]
    public void A_root_at_a_server_takes_no_region_of_another_one()
    {
        var root = Attic with { Endpoint = "https://s3.attic.example", Profile = "plain" };

        var options = Asked(root, ("AWS_ENDPOINT_URL", Elsewhere), ("AWS_REGION", "auto"));
        var own = Asked(root with { Region = "here" }, ("AWS_REGION", "auto"));

        (options.Server, options.Region).ShouldBe(("s3.attic.example", "us-east-1"));
        own.Region.ShouldBe("here");
    }

    [Fact]
    public void A_root_that_names_neither_is_asked_as_the_environment_says()
    {
        var options = Asked(
            Attic,
            ("AWS_ENDPOINT_URL", Elsewhere),
            ("AWS_REGION", "auto"),
            ("AWS_ACCESS_KEY_ID", "AKIAOWN"),
            ("AWS_SECRET_ACCESS_KEY", "hidden")
        );
        var region = Asked(
            Attic with
            {
                Region = "eu-test-2",
            },
            ("AWS_ENDPOINT_URL", Elsewhere),
            ("AWS_REGION", "auto")
        );

        (options.Server, options.Region, options.Key!.Id).ShouldBe(("s3.elsewhere.example", "auto", "AKIAOWN"));
        (region.Server, region.Region).ShouldBe(("s3.elsewhere.example", "eu-test-2"));
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_PROFILE")]
    public async Task A_key_that_goes_with_another_server_is_not_sent_to_that_of_a_root(string key)
    {
        await using var server = await ScriptedServer.StartAsync();
        using var machine = new Machine(
            server.Url,
            "s3://bucket/comfy",
            settings: options =>
                options with
                {
                    Sources = options.Sources.With(
                        new Dictionary<string, string?>
                        {
                            ["AWS_ACCESS_KEY_ID"] = null,
                            ["AWS_ENDPOINT_URL"] = Elsewhere,
                            [key] = "attic",
                        }
                    ),
                }
        );

        var refused = await Should.ThrowAsync<LibraryException>(() => machine.PullAsync());

        refused.Failure.Code.ShouldBe(FailureCode.Usage);
        refused.Message.ShouldContain("berry roots set attic --profile");
        server.Requests.ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private S3Options Asked(ModelRoot root, params (string Name, string Value)[] variables) =>
        Asked(root, [], variables);

    private S3Options Asked(
        ModelRoot root,
        (string Name, string Value)[] settings,
        params (string Name, string Value)[] variables
    )
    {
        var credentials = _folder.Write(
            "credentials",
            """
            [attic]
            aws_access_key_id = AKIAATTIC
            aws_secret_access_key = hidden
            region = eu-test-1
            [plain]
            aws_access_key_id = AKIAPLAIN
            aws_secret_access_key = hidden
            """u8
        );
        var set = variables.Append(("AWS_SHARED_CREDENTIALS_FILE", credentials)).ToDictionary();
        var keys = settings.ToDictionary(pair => pair.Name, pair => pair.Value);
        var sources = new SourceSettings(name => set.GetValueOrDefault(name), key => keys.GetValueOrDefault(key));
        return S3Options.From(
            BucketRules
                .For(root with { Name = "attic", Path = "s3://bucket" }, new LibraryOptions { Sources = sources })
                .Sources
        );
    }
}
