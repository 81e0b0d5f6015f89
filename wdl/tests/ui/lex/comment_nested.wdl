/* outer /* inner */ rest */
int a;
