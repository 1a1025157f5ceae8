using System.Data.Common;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Database.PostgreSql;

/// <summary>Finds models by the full-text column and plain comparisons; the server plans the way.</summary>
internal sealed class PostgreSqlModelSearch : ModelSearch
{
    public override async Task<ModelCounts> CountAsync(
        DbConnection connection,
        ModelQuery query,
        StatusCounts library,
        CancellationToken cancellationToken
    ) =>
        (
            await StatusCounts
                .ReadAsync(connection, Filter(query, library.Total, library.Total), cancellationToken)
                .ConfigureAwait(false)
        ).ToCounts();

    public override ModelFilter Filter(ModelQuery query, int found, int library)
    {
        var words = SearchWords.Of(query.Search ?? "");
        return new ModelFilter()
            .Add("search @@ to_tsquery('simple', {0})", words.Count > 0 ? SearchWords.ForPostgreSql(words) : null)
            .Add("lower(provider) = lower({0})", query.Provider)
            .Add("lower(status) = lower({0})", query.Status)
            .Add("lower(model_type) = lower({0})", query.ModelType)
            .Add("lower(base_model) = lower({0})", query.BaseModel)
            .Add("lower(format) = lower({0})", query.Format)
            .Add(
                "EXISTS (SELECT 1 FROM jsonb_array_elements_text(capabilities) w WHERE lower(w) = lower({0}))",
                query.Capability
            )
            .Add("EXISTS (SELECT 1 FROM jsonb_array_elements_text(user_tags) w WHERE lower(w) = lower({0}))", query.Tag)
            .WithinBounds(query);
    }

    public override ModelFilter FilterAll(ModelQuery query) => Filter(query, found: 0, library: 0);

    public override string Folder => "regexp_replace(m.local_path, '/[^/]*$', '')";

    public override string WordsOf(string column) => $", jsonb_array_elements_text(m.{column}) AS w(value)";

    public override string WithoutCase(string value) => $"lower({value})";

    protected override string Mark => "string_agg(model_id || progress || status, '' ORDER BY model_id)";
}
