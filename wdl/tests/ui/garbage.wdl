%% this is not WDL at all %%
\x
@attribute
