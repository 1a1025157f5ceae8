using System.Data.Common;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace BerryAIGen.Database.Tests;

public sealed class LibraryGaugesTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task The_queue_is_told_without_a_look_at_the_models(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await using (var context = database.Library.CreateContext())
        {
            context.Jobs.Add(
                new JobRow
                {
                    Id = "one",
                    Kind = "index",
                    State = JobState.Queued,
                }
            );
            await context.SaveChangesAsync(Stop);
        }

        var questions = new Questions();
        var queue = await LibraryGauges.ReadQueueAsync(database.Library.With(questions), Stop);

        queue.Waiting.ShouldBe(1);
        questions.Asked.ShouldHaveSingleItem().ShouldNotContain("model_registry");
    }

    private sealed class Questions : DbCommandInterceptor
    {
        public List<string> Asked { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Asked.Add(command.CommandText);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
